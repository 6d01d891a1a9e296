import { Button, Modal, Stack, Text } from '@mantine/core';
import { Callout, useLabels } from '@ostiary/ui';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InviteForm } from './invite-form.tsx';

/** Opens the invitation; what was typed in a closed one is put away. */
export function InviteButton() {
  const { t } = useTranslation('people');
  const labels = useLabels();
  const [isOpen, setOpen] = useState(false);
  const [sentTo, setSentTo] = useState<string>();
  const done = (email: string) => {
    setSentTo(email);
    setOpen(false);
  };
  return (
    <Stack gap="sm" align="flex-start">
      <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setOpen(true)}>
        {t('invite.open')}
      </Button>
      <div role="status">
        {sentTo && (
          <Callout tone="accepted" title={t('invite.sentTitle')}>
            {t('invite.sent', { email: sentTo })}
          </Callout>
        )}
      </div>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('invite.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': labels.close }}
      >
        <Stack gap="lg">
          <Text>{t('invite.lead')}</Text>
          <InviteForm onSent={done} />
        </Stack>
      </Modal>
    </Stack>
  );
}
