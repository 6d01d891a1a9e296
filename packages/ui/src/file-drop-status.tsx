import { Progress, Text } from '@mantine/core';
import { Callout } from './callout.tsx';
import type { FileDropState, FileDropText } from './file-drop.tsx';
import { StatusMark } from './status.tsx';

/** What the file control says about its file. */
export function FileDropStatus({ state, text }: { state: FileDropState; text: FileDropText }) {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'selected':
      return <Text role="status">{text.selected(state.file.name)}</Text>;
    case 'sending': {
      const said = text.progress(state.sentBytes, state.totalBytes);
      const percent = state.totalBytes > 0 ? Math.floor((100 * state.sentBytes) / state.totalBytes) : 0;
      return (
        <div>
          <Text>{state.file.name}</Text>
          <Progress.Root size={6} mt={6}>
            <Progress.Section value={percent} color="accent" aria-label={state.file.name} aria-valuetext={said} />
          </Progress.Root>
          <Text size="sm" c="dimmed" mt={4}>
            {said}
          </Text>
        </div>
      );
    }
    case 'sent':
      return (
        <div role="status">
          <StatusMark status="accepted">{text.sent(state.fileName)}</StatusMark>
        </div>
      );
    case 'failed':
      return (
        <Callout tone="refusal" role="alert" title={text.failed(state.fileName)}>
          {state.message}
        </Callout>
      );
  }
}
