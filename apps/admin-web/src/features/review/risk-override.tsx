import { Button, Group } from '@mantine/core';
import type { CaseView } from '@ostiary/domain/review';
import { isLowered } from '@ostiary/domain/risk';
import { Callout, Time } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { OverrideDialog } from './override-dialog.tsx';
import { useAction } from './use-action.ts';
import { useSee } from './use-shown-case.ts';
import classes from './case.module.css';

/** Where the risk still decides something: after that the server takes no override. */
const openStatuses: readonly CaseView['status'][] = [
  'SUBMITTED',
  'IN_REVIEW',
  'PENDING_SECOND_APPROVAL',
  'ACTION_REQUIRED',
];

type Override = NonNullable<CaseView['assessment']['override']>;

interface OverrideProps {
  id: CaseView['id'];
  override: Override;
}

/** Confirm or refuse a colleague's wish to lower; take one's own back, or end one that counts. */
function OverrideActions({ id, override }: OverrideProps) {
  const { t } = useTranslation('review');
  const mayOverride = usePermission('risk.override');
  const { look } = useSee(id);
  const judge = trpc.risk.judgeOverride.useMutation({ onSuccess: look });
  const end = trpc.risk.endOverride.useMutation({ onSuccess: look });
  const isBusy = judge.isPending || end.isPending;
  const failure = judge.error ?? end.error;
  const { overrideId, state, askedBy, fromBand, band } = override;
  if (!mayOverride) return state === 'WAITING' && <p>{t('override.waitsForOther')}</p>;
  const isToJudge = state === 'WAITING' && !askedBy.isMe;
  // The band is lower without what raised it, and lowering takes a second person.
  if (state === 'LIVE' && askedBy.isMe && isLowered(band, fromBand)) return <p>{t('override.notYouToEnd')}</p>;
  return (
    <>
      {state === 'WAITING' && askedBy.isMe && <p>{t('override.notYou')}</p>}
      <Group gap="xs" mt={6}>
        {isToJudge && (
          <>
            <Button
              size="compact-sm"
              loading={isBusy}
              onClick={() => judge.mutate({ id, overrideId, verdict: 'confirm' })}
            >
              {t('override.confirm')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={isBusy}
              onClick={() => judge.mutate({ id, overrideId, verdict: 'refuse' })}
            >
              {t('override.refuse')}
            </Button>
          </>
        )}
        {!isToJudge && (
          <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => end.mutate({ id, overrideId })}>
            {t(state === 'WAITING' ? 'override.withdraw' : 'override.end')}
          </Button>
        )}
      </Group>
      {failure && <p role="alert">{errorText(failure, t)}</p>}
    </>
  );
}

function OverrideNote({ id, override }: OverrideProps) {
  const { t } = useTranslation('review');
  const { state, fromBand, band, askedBy, judgedBy, reason, endsAt } = override;
  const from = t(`risk.${fromBand}`);
  const to = t(`risk.${band}`);
  const isWaiting = state === 'WAITING';
  return (
    <Callout
      tone={isWaiting ? 'caution' : 'info'}
      title={t(isWaiting ? 'override.waiting' : 'override.live', { from, to })}
    >
      <p className={classes.quote}>“{reason}”</p>
      <div>
        {t('override.by', { name: askedBy.name })}
        {judgedBy && `, ${t('override.judgedBy', { name: judgedBy })}`} · {t('override.until')}{' '}
        <Time value={endsAt} as="date" />
      </div>
      <OverrideActions id={id} override={override} />
    </Callout>
  );
}

/** A band given by a person: the one that waits or counts, or the way to ask for one. */
export function RiskOverride({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const mayOverride = usePermission('risk.override');
  const [isOpen, setOpen] = useState(false);
  const { override } = view.assessment;
  const isOn = override?.state === 'WAITING' || override?.state === 'LIVE';
  const isOffered = mayOverride && !isOn && view.risk !== 'UNASSESSED' && openStatuses.includes(view.status);
  useAction('override', isOffered ? () => setOpen(true) : undefined);
  return (
    <>
      {override && isOn && <OverrideNote id={view.id} override={override} />}
      {isOffered && (
        <Button size="compact-sm" variant="default" mt="xs" onClick={() => setOpen(true)}>
          {t('override.action')}
        </Button>
      )}
      {isOpen && <OverrideDialog view={view} onClose={() => setOpen(false)} />}
    </>
  );
}
