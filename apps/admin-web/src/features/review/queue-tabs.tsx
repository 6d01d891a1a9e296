import type { QueueCounts, QueueTab } from '@ostiary/domain/review';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { queueTabs, type QueueSearch } from './queue-search.ts';
import classes from './queue.module.css';

const countOf = (tab: QueueTab, counts: QueueCounts | undefined): number | undefined => {
  switch (tab) {
    case 'in_review':
      return counts?.inReview;
    case 'action_required':
      return counts?.actionRequired;
    case 'all':
      return undefined;
    default:
      return counts?.[tab];
  }
};

interface QueueTabsProps {
  filter: QueueSearch;
  counts: QueueCounts | undefined;
}

/** Links, because a tab is a place with an address. */
export function QueueTabs({ filter, counts }: QueueTabsProps) {
  const { t } = useTranslation('review');
  const current = filter.tab ?? 'waiting';
  return (
    <nav aria-label={t('tabs.label')} className={classes.tabs}>
      {queueTabs.map((tab) => (
        <Link
          key={tab}
          to={paths.queue}
          search={{ ...filter, tab: tab === 'waiting' ? undefined : tab, pages: undefined }}
          activeProps={{ 'aria-current': undefined }}
          aria-current={tab === current ? 'page' : undefined}
          data-current={tab === current ? true : undefined}
        >
          {t(`tabs.${tab}`)}
          {countOf(tab, counts) !== undefined && <span className={classes.count}>{countOf(tab, counts)}</span>}
        </Link>
      ))}
    </nav>
  );
}
