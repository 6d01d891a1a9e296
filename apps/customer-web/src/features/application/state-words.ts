import type { ApplicationOverview } from '@ostiary/domain/application';
import type { TFunction } from 'i18next';

export const isDueRow = ({ state }: ApplicationOverview['rows'][number]) =>
  state !== 'accepted' && state !== 'submitted';

/** Key and count of the words that say where an application stands. */
function stateKey({ status, rows, isChecking, nextAction, timeline }: ApplicationOverview): {
  key: string;
  count?: number;
} {
  const count = rows.filter(isDueRow).length;
  if ((status === 'SUBMITTED' || status === 'IN_REVIEW') && nextAction !== null) return { key: 'askedAgain' };
  if (status === 'WITHDRAWN' && timeline[0]?.kind === 'abandoned') return { key: 'closed' };
  switch (status) {
    case 'INCOMPLETE':
      if (count > 0) return { key: 'incomplete', count };
      return { key: isChecking ? 'checking' : 'ready' };
    case 'ACTION_REQUIRED':
      if (count > 0) return { key: 'actionRequired', count };
      return { key: isChecking ? 'checking' : 'readyAgain' };
    case 'SUBMITTED':
      return { key: 'submitted' };
    // Whether one or two people look at it is the bank's business.
    case 'IN_REVIEW':
    case 'PENDING_SECOND_APPROVAL':
      return { key: 'inReview' };
    case 'APPROVED':
      return { key: 'approved' };
    case 'REJECTED':
      return { key: 'rejected' };
    case 'WITHDRAWN':
      return { key: 'withdrawn' };
    case 'EXPIRED':
      return { key: 'expired' };
  }
}

/** The state in words: "One thing left to put right", and what it means. */
export function sayState(overview: ApplicationOverview, t: TFunction): { title: string; lead: string } {
  const { key, count } = stateKey(overview);
  return { title: t(`application:title.${key}`, { count }), lead: t(`application:lead.${key}`, { count }) };
}
