import { Button, Stack } from '@mantine/core';
import type { PolicyKey } from '@ostiary/domain/policy';
import { Callout } from '@ostiary/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';

interface StartDraftProps extends PolicyKey {
  /** The draft that is open already. */
  draftId: string | null;
}

/** Begins a draft from this version, or leads to the one that is open. */
export function StartDraft({ code, version, draftId }: StartDraftProps) {
  const { t } = useTranslation('policies');
  const navigate = useNavigate();
  const mayPublish = usePermission('policy.publish');
  const start = trpc.policies.startDraft.useMutation({
    onSuccess: ({ id }) => void navigate({ to: paths.policyDraft, params: { id } }),
  });
  if (draftId !== null)
    return (
      <Link to={paths.policyDraft} params={{ id: draftId }}>
        {t('draft.open')}
      </Link>
    );
  if (!mayPublish) return null;
  return (
    <Stack gap="xs" align="flex-start">
      {start.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(start.error, t)}
        </Callout>
      )}
      <Button variant="default" size="sm" loading={start.isPending} onClick={() => start.mutate({ code, version })}>
        {t('draft.start', { version })}
      </Button>
    </Stack>
  );
}
