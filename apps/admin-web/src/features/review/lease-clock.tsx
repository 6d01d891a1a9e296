import { useTranslation } from 'react-i18next';
import { sayCountdown } from '../../lib/say-duration.ts';
import { trpc } from '../../lib/trpc.ts';
import { useNow } from '../../lib/use-now.ts';

/** How long the open case is still mine; in the bar, where it is seen from everywhere. */
export function LeaseClock({ id }: { id: string }) {
  const { t } = useTranslation('review');
  const now = useNow(1_000);
  const { data } = trpc.review.case.useQuery({ id });
  if (!data?.isMine || data.leaseExpiresAt === null) return null;
  const leftMs = Date.parse(data.leaseExpiresAt) - now.getTime();
  return <span role="timer">{leftMs > 0 ? t('lease.left', { time: sayCountdown(leftMs) }) : t('lease.over')}</span>;
}
