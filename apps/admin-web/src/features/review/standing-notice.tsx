import type { CaseView } from '@ostiary/domain/review';
import { Callout, Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../lib/person.ts';
import type { CaseStanding } from './case-standing.ts';
import { useClock } from './use-clock.ts';

/** A first approval, or a colleague's decision on its way. */
function WaitingNotice({ view, standing }: { view: CaseView; standing: CaseStanding }) {
  const { t } = useTranslation('review');
  const { first, because } = view.secondApproval;
  if (standing === 'sending' && view.held && !view.held.isMine) {
    return (
      <Callout tone="info" role="status" title={t(`sending.${view.held.kind}`, { name: view.held.by })}>
        {t('sending.text')}
      </Callout>
    );
  }
  if (standing !== 'second' || !first) return null;
  return (
    <Callout tone="info" title={first.isMe ? t('second.firstMe') : t('second.first', { name: first.by })}>
      <Time value={first.at} />. {because && `${t(`second.because.${because}`)} `}
      {first.isMe ? t('second.notYou') : view.secondApproval.hasJudged && t('second.hasJudged')}
    </Callout>
  );
}

/** How the case stands for this reader; nothing while it is theirs to decide. */
export function StandingNotice({ view, standing }: { view: CaseView; standing: CaseStanding }) {
  const { t } = useTranslation('review');
  const clock = useClock();
  const me = usePerson()?.id;
  const last = view.decisions
    .filter(({ voided }) => voided === null)
    .toSorted((one, other) => other.decidedAt.localeCompare(one.decidedAt))[0];
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
  return <WaitingNotice view={view} standing={standing} />;
}
