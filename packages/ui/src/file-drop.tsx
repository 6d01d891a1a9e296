import { Group, Text } from '@mantine/core';
import { FileDropActions, type FileDropHandlers, FilePickers } from './file-drop-actions.tsx';
import { type FileDropState, type FileDropText, isUnderWay } from './file-drop-state.ts';
import { FileDropAnnouncer, FileDropStatus } from './file-drop-status.tsx';
import { useFileIntake } from './use-file-intake.ts';
import classes from './file-drop.module.css';

export type { FileDropState, FileDropText } from './file-drop-state.ts';

interface FileDropProps extends FileDropHandlers {
  state: FileDropState;
  text: FileDropText;
  /** Types for the file chooser; the server judges by content. */
  accept: string;
  onSelect: (file: File) => void;
  disabled?: boolean;
  /** Offers the camera of a phone or tablet beside the file chooser. */
  hasCamera?: boolean;
}

/** Choose, photograph, drop or paste one file, and see it arrive. */
export function FileDrop({ state, text, accept, onSelect, disabled, hasCamera, ...on }: FileDropProps) {
  const isBusy = isUnderWay(state);
  const { root, isOver, take, handlers } = useFileIntake({ isOpen: !disabled && !isBusy, onSelect });
  return (
    <div
      ref={root}
      className={classes.drop}
      role="group"
      aria-label={text.label}
      data-file-drop
      data-over={isOver ? true : undefined}
      {...handlers}
    >
      <Text fw={600}>{text.label}</Text>
      <FileDropStatus state={state} text={text} />
      <FileDropAnnouncer state={state} text={text} />
      <Group gap="sm">
        <FileDropActions state={state} text={text} on={on} />
        {!isBusy && (
          <FilePickers {...{ state, text, accept, hasCamera, disabled }} onFiles={(files) => void take(files)} />
        )}
        {state.kind === 'idle' && <span className={classes.hint}>{text.dropHere}</span>}
      </Group>
      <span className={classes.hint}>{text.hint}</span>
    </div>
  );
}
