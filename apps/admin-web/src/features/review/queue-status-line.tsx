import { Button } from '@mantine/core';
import type { QueuePage } from '@ostiary/domain/review';
import { useTranslation } from 'react-i18next';
import classes from './queue.module.css';

interface StatusLineProps {
  page: QueuePage;
  arrived: number;
  left: number;
  onShow: () => void;
}

/** How many there are; or that the list has moved on, and the way to see it. Always there, so that nothing shifts. */
export function StatusLine({ page, arrived, left, onShow }: StatusLineProps) {
  const { t } = useTranslation('queue');
  const news = [arrived > 0 && t('news.arrived', { count: arrived }), left > 0 && t('news.left', { count: left })];
  const said = news.filter((part) => part !== false);
  return (
    <div className={classes.statusLine} data-news={said.length > 0 ? true : undefined}>
      <span role="status">
        {said.length > 0
          ? said.join(t('news.and'))
          : page.count === null
            ? t('count.many')
            : t('count.exact', { count: page.count })}
      </span>
      {said.length > 0 && (
        <Button size="compact-sm" variant="light" onClick={onShow}>
          {t('news.show')}
        </Button>
      )}
    </div>
  );
}
