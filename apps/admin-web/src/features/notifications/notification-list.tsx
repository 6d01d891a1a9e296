import { Button } from '@mantine/core';
import { Callout, EmptyNote, QueryView } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { NotificationRow } from './notification-row.tsx';
import type { useNotifications } from './use-notifications.ts';
import classes from './notifications.module.css';

interface NotificationListProps {
  notifications: ReturnType<typeof useNotifications>;
  /** The page of the day shows what is new only. */
  onlyUnread?: boolean;
  onOpen?: () => void;
}

/** What the desk told this person, newest first. */
export function NotificationList({ notifications, onlyUnread = false, onOpen }: NotificationListProps) {
  const { t } = useTranslation('notifications');
  const { list, markRead, markAllRead, isPending, error } = notifications;
  return (
    <QueryView query={list}>
      {({ results, unread }) => {
        const rows = onlyUnread ? results.filter(({ isRead }) => !isRead) : results;
        if (rows.length === 0)
          return <EmptyNote title={t(onlyUnread ? 'empty.unread' : 'empty.all')}>{t('empty.text')}</EmptyNote>;
        const open = (id: string) => {
          // Read ones stay read; opening them changes nothing that the server keeps.
          if (results.some((one) => one.id === id && !one.isRead)) markRead(id);
          onOpen?.();
        };
        return (
          <>
            {error && (
              <Callout tone="refusal" role="alert">
                {errorText(error, t)}
              </Callout>
            )}
            <ul className={classes.list} aria-label={t('title')}>
              {rows.map((notification) => (
                <NotificationRow key={notification.id} notification={notification} onRead={open} />
              ))}
            </ul>
            {unread > 0 && (
              <div>
                <Button variant="subtle" size="compact-sm" loading={isPending} onClick={markAllRead}>
                  {t('markAll')}
                </Button>
              </div>
            )}
          </>
        );
      }}
    </QueryView>
  );
}
