import { Button } from '@mantine/core';
import { IconCamera, IconFileUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import { type FileDropState, type FileDropText, isUnderWay } from './file-drop-state.ts';

interface PickersProps {
  state: FileDropState;
  text: FileDropText;
  accept: string;
  hasCamera?: boolean;
  disabled?: boolean;
  onFiles: (files: FileList | null) => void;
}

interface PickButtonProps {
  children: string;
  label: string;
  icon: typeof IconCamera;
  accept: string;
  capture?: 'environment';
  disabled?: boolean;
  onFiles: (files: FileList | null) => void;
}

function PickButton({ children, label, icon: Icon, accept, capture, disabled, onFiles }: PickButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        capture={capture}
        onChange={(event) => {
          onFiles(event.currentTarget.files);
          // The same file must be choosable again after a failure.
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant="default"
        disabled={disabled}
        leftSection={<Icon size={18} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {children}
      </Button>
    </>
  );
}

/** Where `capture` opens a camera: elsewhere the button would open the same file chooser twice. */
const isHandheld = () => window.matchMedia('(hover: none) and (pointer: coarse)').matches;

/** Choosing a file and, on phones and tablets, taking a photo. */
export function FilePickers({ state, text, accept, hasCamera, disabled, onFiles }: PickersProps) {
  const isFirst = state.kind === 'idle' || state.kind === 'interrupted';
  return (
    <>
      {hasCamera && isHandheld() && (
        <PickButton
          label={`${text.label}: ${text.takePhoto}`}
          icon={IconCamera}
          accept="image/*"
          capture="environment"
          disabled={disabled}
          onFiles={onFiles}
        >
          {text.takePhoto}
        </PickButton>
      )}
      <PickButton label={text.label} icon={IconFileUpload} accept={accept} disabled={disabled} onFiles={onFiles}>
        {isFirst ? text.choose : text.change}
      </PickButton>
    </>
  );
}

export interface FileDropHandlers {
  onCancel: () => void;
  onRetry: () => void;
  onPause?: () => void;
  /** Goes on from where it was paused. */
  onContinue?: () => void;
  /** Yes to what the state asks. */
  onConfirm?: () => void;
}

/** What can be done with the file at hand. */
export function FileDropActions({
  state,
  text,
  on,
}: {
  state: FileDropState;
  text: FileDropText;
  on: FileDropHandlers;
}) {
  // One button for both, so that the focus stays where it was pressed.
  const isPaused = state.kind === 'paused';
  const canCancel = (isUnderWay(state) && state.kind !== 'preparing') || state.kind === 'interrupted';
  return (
    <>
      {state.kind === 'failed' && state.canRetry && <Button onClick={on.onRetry}>{text.retry}</Button>}
      {state.kind === 'asking' && <Button onClick={on.onConfirm}>{state.confirm}</Button>}
      {(isPaused || (state.kind === 'sending' && state.canPause)) && (
        <Button variant={isPaused ? 'filled' : 'default'} onClick={isPaused ? on.onContinue : on.onPause}>
          {isPaused ? text.goOn : text.pause}
        </Button>
      )}
      {state.kind === 'waiting' && <Button onClick={on.onRetry}>{text.retry}</Button>}
      {canCancel && (
        <Button variant="default" onClick={on.onCancel}>
          {text.cancel}
        </Button>
      )}
    </>
  );
}
