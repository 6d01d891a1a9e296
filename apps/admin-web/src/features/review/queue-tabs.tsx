import type { QueueCounts, QueueTab } from '@ostiary/domain/review';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { queueTabs } from './queue-options.ts';
import type { QueueSearch } from './queue-search.ts';
import classes from './queue.module.css';

type Counted = QueueCounts['more'][number];

const counted: Partial<Record<QueueTab, Counted>> = {
  waiting: 'waiting',
  mine: 'mine',
  in_review: 'inReview',
  second_approval: 'secondApproval',
  action_required: 'actionRequired',
  decided: 'decided',
};

interface QueueTabsProps {
  filter: QueueSearch;
  counts: QueueCounts | undefined;
}

/** Links, because a tab is a place with an address. */
export function QueueTabs({ filter, counts }: QueueTabsProps) {
  const { t, i18n } = useTranslation('queue');
  const current = filter.tab ?? 'waiting';
  const write = new Intl.NumberFormat(i18n.language);
  return (
    <nav aria-label={t('tabs.label')} className={classes.tabs}>
      {queueTabs.map((tab) => {
        const key = counted[tab];
        const count = key && counts && { n: write.format(counts[key]), isMore: counts.more.includes(key) };
        return (
          <Link
            key={tab}
            to={paths.queue}
            search={{ ...filter, tab: tab === 'waiting' ? undefined : tab, pages: undefined }}
            // Else the list without words in the address would count as current on every other one.
            activeOptions={{ exact: true }}
            aria-current={tab === current ? 'page' : undefined}
            data-current={tab === current ? true : undefined}
          >
            {t(`tabs.${tab}`)}{' '}
            {count && <span className={classes.count}>{count.isMore ? t('tabs.more', { n: count.n }) : count.n}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
