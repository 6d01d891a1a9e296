import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { PersonItem } from '@ostiary/domain/access';
import { Callout, Time, useLabels } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { Facts } from '../../lib/facts.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { RoleNames } from './person-marks.tsx';

interface InvitationProps {
  invitation: PersonItem;
  onClose: () => void;
}

function Actions({ invitation: { id }, onClose }: InvitationProps) {
  const { t } = useTranslation('people');
  const { client } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const resend = useMutation({ mutationFn: () => withStepUp(() => client.people.resendInvite.mutate({ id })) });
  const withdraw = useMutation({
    mutationFn: () => withStepUp(() => client.people.withdrawInvite.mutate({ id })),
    onSuccess: onClose,
  });
  const error = resend.error ?? withdraw.error;
  return (
    <Stack gap="md">
      <div role="status">{resend.isSuccess && <Callout tone="accepted">{t('invitation.resent')}</Callout>}</div>
      {error && (
        <Callout tone="refusal" role="alert">
          {errorText(error, t)}
        </Callout>
      )}
      <Group gap="sm">
        <Button loading={resend.isPending} disabled={withdraw.isPending} onClick={() => resend.mutate()}>
          {t('invitation.resend')}
        </Button>
        <Button
          variant="light"
          color="refusal"
          loading={withdraw.isPending}
          disabled={resend.isPending}
          onClick={() => withdraw.mutate()}
        >
          {t('invitation.withdraw')}
        </Button>
      </Group>
      {dialog}
    </Stack>
  );
}

/** An invitation that nobody has accepted yet: what it gives, and whether it goes on. */
export function InvitationDialog({ invitation, onClose }: InvitationProps) {
  const { t } = useTranslation('people');
  const labels = useLabels();
  const canManage = usePermission('staff.manage');
  const { displayName, email, roles, branch, invitedAt, expiresAt } = invitation;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('invitation.title', { name: displayName })}
      closeButtonProps={{ 'aria-label': labels.close }}
    >
      <Stack gap="lg">
        <Text>{t('invitation.text')}</Text>
        <Facts
          facts={[
            [t('column.email'), email],
            [t('column.roles'), <RoleNames key="roles" roles={roles} />],
            [t('column.branch'), branch?.name ?? t('noBranch')],
            [t('invitation.sent'), invitedAt && <Time value={invitedAt} />],
            [t('invitation.until'), expiresAt && <Time value={expiresAt} />],
          ]}
        />
        {canManage && <Actions invitation={invitation} onClose={onClose} />}
      </Stack>
    </Modal>
  );
}
