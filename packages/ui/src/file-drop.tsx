import { Button, Group, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef, useState, type ClipboardEvent, type DragEvent } from 'react';
import { FileDropStatus } from './file-drop-status.tsx';
import classes from './file-drop.module.css';

/** Where a file is on its way; the app holds it, the component only shows it. */
export type FileDropState =
  | { kind: 'idle' }
  | { kind: 'selected'; file: File }
  | { kind: 'sending'; file: File; sentBytes: number; totalBytes: number }
  | { kind: 'sent'; fileName: string }
  | { kind: 'failed'; fileName: string; message: string; canRetry: boolean };

export interface FileDropText {
  /** What is wanted ("Front of your licence"): names the whole control. */
  label: string;
  /** Types and size ("PDF, JPEG, PNG to 10 MB"). */
  hint: string;
  choose: string;
  dropHere: string;
  change: string;
  cancel: string;
  retry: string;
  selected: (name: string) => string;
  sent: (name: string) => string;
  failed: (name: string) => string;
  /** "2.1 of 4.0 MB, 52 %". */
  progress: (sentBytes: number, totalBytes: number) => string;
}

interface FileDropProps {
  state: FileDropState;
  text: FileDropText;
  /** Types for the file chooser; the server judges by content. */
  accept: string;
  onSelect: (file: File) => void;
  onCancel: () => void;
  onRetry: () => void;
  disabled?: boolean;
  /** A phone opens its camera when this is set. */
  capture?: 'environment' | 'user';
}

function useFileIntake(props: FileDropProps) {
  const [isOver, setIsOver] = useState(false);
  const isOpen = !props.disabled && props.state.kind !== 'sending';
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && isOpen) props.onSelect(file);
  };
  return {
    isOver,
    take,
    handlers: {
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        setIsOver(isOpen);
      },
      onDragLeave: () => setIsOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files);
      },
      onPaste: (event: ClipboardEvent) => take(event.clipboardData.files),
    },
  };
}

/** Choose, drop or paste one file, and see it arrive. */
export function FileDrop(props: FileDropProps) {
  const { state, text, accept, disabled, capture, onCancel, onRetry } = props;
  const input = useRef<HTMLInputElement>(null);
  const { isOver, take, handlers } = useFileIntake(props);
  const isEmpty = state.kind === 'idle';
  return (
    <div
      className={classes.drop}
      role="group"
      aria-label={text.label}
      data-over={isOver ? true : undefined}
      {...handlers}
    >
      <input
        ref={input}
        type="file"
        hidden
        aria-label={text.label}
        accept={accept}
        capture={capture}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file must be choosable again after a failure.
          event.currentTarget.value = '';
        }}
      />
      <Text fw={600}>{text.label}</Text>
      <FileDropStatus state={state} text={text} />
      <Group gap="sm">
        {state.kind === 'sending' ? (
          <Button variant="default" onClick={onCancel}>
            {text.cancel}
          </Button>
        ) : (
          <>
            {state.kind === 'failed' && state.canRetry && <Button onClick={onRetry}>{text.retry}</Button>}
            <Button
              variant="default"
              disabled={disabled}
              leftSection={<IconFileUpload size={18} aria-hidden />}
              onClick={() => input.current?.click()}
            >
              {isEmpty ? text.choose : text.change}
            </Button>
          </>
        )}
        {isEmpty && <span className={classes.hint}>{text.dropHere}</span>}
      </Group>
      <span className={classes.hint}>{text.hint}</span>
    </div>
  );
}
