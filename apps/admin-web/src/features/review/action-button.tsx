import { Button, type ButtonProps } from '@mantine/core';
import type { ActionName } from './actions.ts';
import { ShortcutKey, spokenKey } from './shortcut-key.tsx';
import { useAction } from './use-action.ts';

interface ActionButtonProps extends Omit<ButtonProps, 'disabled'> {
  name: ActionName;
  onAct: () => void;
  isPossible?: boolean;
  'aria-describedby'?: string;
  'aria-expanded'?: boolean;
}

/** A button with its key: pressed by pointer, by key, or from the command palette. */
export function ActionButton({ name, onAct, isPossible = true, children, ...button }: ActionButtonProps) {
  const canAct = isPossible && button.loading !== true;
  const key = useAction(name, canAct ? onAct : undefined);
  return (
    <Button
      size="sm"
      variant="default"
      disabled={!isPossible && button.loading !== true}
      onClick={onAct}
      // A key that is held down presses once: the button under the focus may be another by then.
      onKeyDown={(event) => event.repeat && event.preventDefault()}
      aria-keyshortcuts={spokenKey(key)}
      {...button}
    >
      {children}
      <ShortcutKey>{key}</ShortcutKey>
    </Button>
  );
}
