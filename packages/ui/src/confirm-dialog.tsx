import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLabels } from './labels.tsx';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** The verb of the action, as on the button that opened this. */
  confirmText: string;
  tone?: 'accent' | 'refusal';
  isPending?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, confirmText, tone = 'accent', isPending = false, onConfirm, onCancel, children } = props;
  const labels = useLabels();
  return (
    <Modal opened={opened} onClose={onCancel} title={title} closeButtonProps={{ 'aria-label': labels.close }}>
      <Stack gap="lg">
        <div>{children}</div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} disabled={isPending}>
            {labels.cancel}
          </Button>
          <Button
            color={tone}
            onClick={onConfirm}
            loading={isPending}
            data-autofocus={tone === 'accent' ? true : undefined}
          >
            {confirmText}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
