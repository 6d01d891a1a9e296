import { Button, Stack } from '@mantine/core';
import type { CaseView } from '@ostiary/domain/review';
import { Callout, Time, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { errorText, requestId } from '../../lib/errors.ts';
import { usePerson } from '../../lib/person.ts';
import type { CaseRefusal } from './case-notice.ts';
import type { CaseStanding } from './case-standing.ts';

function useClock() {
  const { locale } = useLabels();
  return (at: string) =>
    new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

/** Why the last thing was not done, and how to go on. */
export function RefusalNotice({ refusal, onDismiss }: { refusal: CaseRefusal; onDismiss: () => void }) {
  const { t } = useTranslation('review');
  const clock = useClock();
  switch (refusal.kind) {
    case 'reviewed':
      return (
        <Callout
          tone="caution"
          role="alert"
          title={t('refused.reviewed', { name: refusal.decidedBy, status: t(`decided.${refusal.status}`) })}
        >
          <Time value={refusal.decidedAt} />. {t('refused.reviewedText')}
        </Callout>
      );
    case 'held':
      return (
        <Callout tone="caution" role="alert" title={t('held', { name: refusal.heldBy, time: clock(refusal.until) })}>
          {t('heldText')}
        </Callout>
      );
    case 'changed':
      return (
        <Callout tone="caution" role="alert" title={t('refused.changed')}>
          <Stack gap={6} align="flex-start">
            {refusal.changed.length > 0 && (
              <ul>
                {refusal.changed.map((what) => (
                  <li key={what}>{what}</li>
                ))}
              </ul>
            )}
            <span>{t('refused.changedText')}</span>
            <Button size="compact-sm" variant="default" onClick={onDismiss}>
              {t('refused.seen')}
            </Button>
          </Stack>
        </Callout>
      );
    case 'lapsed':
      return (
        <Callout tone="caution" role="alert" title={t('lapsed')}>
          {t('lapsedText')}
        </Callout>
      );
    case 'failed': {
      const id = requestId(refusal.error);
      return (
        <Callout tone="refusal" role="alert" title={errorText(refusal.error, t)}>
          {id && t('common:ui.requestId', { id })}
        </Callout>
      );
    }
  }
}

/** How the case stands for this reader; nothing while it is theirs to decide. */
export function StandingNotice({ view, standing }: { view: CaseView; standing: CaseStanding }) {
  const { t } = useTranslation('review');
  const clock = useClock();
  const me = usePerson()?.id;
  const last = view.decisions.toSorted((one, other) => other.decidedAt.localeCompare(one.decidedAt))[0];
  if (standing === 'held' && view.claimedBy && view.leaseExpiresAt) {
    return (
      <Callout tone="info" title={t('held', { name: view.claimedBy.name, time: clock(view.leaseExpiresAt) })}>
        {t('heldText')}
      </Callout>
    );
  }
  if (standing === 'lapsed' && view.claimedBy?.id === me) {
    return (
      <Callout tone="caution" role="alert" title={t('lapsed')}>
        {t('lapsedText')}
      </Callout>
    );
  }
  if (standing === 'closed' && last) {
    return (
      <Callout
        tone={view.status === 'APPROVED' ? 'accepted' : 'info'}
        role="status"
        title={t('closed', { status: t(`decided.${view.status}`), name: last.decidedBy })}
      >
        <Time value={last.decidedAt} />.
      </Callout>
    );
  }
  return null;
}
