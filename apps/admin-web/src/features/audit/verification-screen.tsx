import { Button, Group, Stack } from '@mantine/core';
import type { VerificationState } from '@ostiary/domain/audit';
import { ActionCard, Callout, Page, QueryView, Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { errorText } from '../../lib/errors.ts';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { Backlog, Checkpoints, VerifierKey } from './verification-parts.tsx';
import { LastVerification, VerificationProgress, Verifications } from './verification-result.tsx';

const pollMs = 1_000;
const restMs = 15_000;

function VerifyButton({ isRunning }: { isRunning: boolean }) {
  const { t } = useTranslation('audit');
  const utils = trpc.useUtils();
  const verify = trpc.audit.verify.useMutation({
    meta: { isQuiet: true },
    onSettled: () => utils.audit.verification.invalidate(),
  });
  return (
    <Stack gap="sm">
      <Group>
        <Button loading={verify.isPending} disabled={isRunning} onClick={() => verify.mutate()}>
          {t('verify.now')}
        </Button>
      </Group>
      {verify.error && (
        <Callout tone="refusal" role="alert">
          {errorText(verify.error, t)}
        </Callout>
      )}
    </Stack>
  );
}

/** Why the sealer stands still; nothing while it does not. */
function Refusal({ refusal }: Pick<VerificationState, 'refusal'>) {
  const { t } = useTranslation('audit');
  if (!refusal) return null;
  return (
    <Callout tone="refusal" title={t('verify.refusal.title')} role="alert">
      {t('verify.refusal.text', { reason: refusal.reason })} <Time value={refusal.at} />
    </Callout>
  );
}

/** By the last verdict: a check that broke off, and one that runs, say nothing about the log yet. */
function standing({ last, running, refusal, isOverdue }: VerificationState) {
  if (last?.state === 'FAILED') return 'failed';
  if (refusal) return 'refused';
  if (running) return 'running';
  if (!last) return 'never';
  return isOverdue ? 'overdue' : 'passed';
}

function Verification() {
  const { t } = useTranslation('audit');
  const canVerify = usePermission('audit.verify');
  const found = trpc.audit.verification.useQuery(undefined, {
    refetchInterval: ({ state }) => (state.data?.running ? pollMs : restMs),
  });
  return (
    <Page title={t(`verify.title.${found.data ? standing(found.data) : 'never'}`)} lead={t('verify.lead')} width="wide">
      <QueryView query={found}>
        {(state) => (
          <Stack gap="xl">
            <ActionCard title={t('verify.last')}>
              <LastVerification state={state} />
              {state.running && <VerificationProgress running={state.running} />}
              {canVerify && <VerifyButton isRunning={state.running !== null} />}
            </ActionCard>
            <Refusal refusal={state.refusal} />
            <Backlog backlog={state.backlog} />
            <Verifications runs={state.runs} />
            <VerifierKey verifierKey={state.verifierKey} />
            <Checkpoints checkpoints={state.checkpoints} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** Whether the log is still what it was: the last check, the signed checkpoints, and one more check by hand. */
export function VerificationScreen() {
  return (
    <PermissionGate permission="audit.read">
      <Verification />
    </PermissionGate>
  );
}
