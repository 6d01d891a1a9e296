import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { usePollMs } from './poll.ts';
import classes from './queue.module.css';

/** How many cases wait, beside the word "Review" in the bar. */
export function WaitingCount() {
  const { t } = useTranslation('queue');
  const counts = trpc.review.counts.useQuery(undefined, { refetchInterval: usePollMs() });
  if (!counts.data) return null;
  return (
    <span className={classes.barCount} title={t('tabs.waiting')}>
      {counts.data.waiting}
    </span>
  );
}
