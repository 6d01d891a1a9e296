import { Progress, Text, VisuallyHidden } from '@mantine/core';
import { Callout } from './callout.tsx';
import { type FileDropState, type FileDropText, percentOf } from './file-drop-state.ts';
import { StatusMark } from './status.tsx';

interface FileDropStatusProps {
  state: FileDropState;
  text: FileDropText;
}

type Travelling = Extract<FileDropState, { kind: 'sending' | 'paused' | 'waiting' }>;

function Travel({ state, text }: { state: Travelling; text: FileDropText }) {
  const said = text.progress(state.sentBytes, state.totalBytes);
  const colour = state.kind === 'sending' ? 'accent' : 'var(--mantine-color-dimmed)';
  return (
    <div>
      <Text>{state.file.name}</Text>
      <Progress.Root size={6} mt={6}>
        {/* Mantine's own text would replace ours, which also tells the bytes. */}
        <Progress.Section
          value={percentOf(state)}
          color={colour}
          withAria={false}
          role="progressbar"
          aria-label={state.file.name}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percentOf(state)}
          aria-valuetext={said}
        />
      </Progress.Root>
      <Text size="sm" c="dimmed" mt={4}>
        {said}
      </Text>
      {state.kind === 'sending' && state.note && <Text size="sm">{state.note}</Text>}
      {state.kind === 'paused' && <Text size="sm">{text.paused}</Text>}
      {state.kind === 'waiting' && <Callout tone="caution">{state.message}</Callout>}
    </div>
  );
}

/** What the file control says about its file. */
export function FileDropStatus({ state, text }: FileDropStatusProps) {
  switch (state.kind) {
    case 'idle':
      return state.note ? <Text>{state.note}</Text> : null;
    case 'interrupted':
      return <Callout tone="info">{state.message}</Callout>;
    case 'preparing':
      return <Text>{text.preparing(state.fileName)}</Text>;
    case 'asking':
      return (
        <Callout tone="caution" title={`${state.fileName}:`}>
          {state.message}
        </Callout>
      );
    case 'selected':
      return <Text>{text.selected(state.file.name)}</Text>;
    case 'sending':
    case 'paused':
    case 'waiting':
      return <Travel state={state} text={text} />;
    case 'sent':
      return <StatusMark status="accepted">{text.sent(state.fileName)}</StatusMark>;
    case 'failed':
      return (
        <Callout tone="refusal" role="alert" title={text.failed(state.fileName)}>
          {state.message}
        </Callout>
      );
  }
}

const quarter = 25;

/** Progress is said in quarters: a number at every packet would talk over everything else. */
function announcement(state: FileDropState, text: FileDropText): string {
  switch (state.kind) {
    case 'idle':
      return state.note ?? '';
    case 'asking':
      return `${state.fileName}: ${state.message}`;
    case 'interrupted':
    case 'waiting':
      return state.message;
    case 'selected':
      return text.selected(state.file.name);
    case 'sending': {
      const reached = Math.floor(percentOf(state) / quarter) * quarter;
      return [state.file.name, `${reached} %`, state.note].filter(Boolean).join(', ');
    }
    case 'paused':
      return `${state.file.name}: ${text.paused}`;
    case 'sent':
      return text.sent(state.fileName);
    // A failure is an alert and says itself.
    case 'preparing':
    case 'failed':
      return '';
  }
}

/** Tells a screen reader of every change. It is on the page from the start: a region that comes with its text stays unheard. */
export function FileDropAnnouncer({ state, text }: FileDropStatusProps) {
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {announcement(state, text)}
    </VisuallyHidden>
  );
}
