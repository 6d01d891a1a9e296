import { Bell } from '@ostiary/ui/messages';
import { useTranslation } from 'react-i18next';
import { NotificationList } from './notification-list.tsx';
import { useNotifications } from './use-notifications.ts';

/** The bell of the dark bar: how many are unread, and behind it which. */
export function NotificationBell() {
  const { t } = useTranslation('notifications');
  const notifications = useNotifications();
  const unread = notifications.list.data?.unread ?? 0;
  return (
    <Bell unread={unread} label={t('bell', { count: unread })} title={t('title')} onDark>
      {(close) => <NotificationList notifications={notifications} onOpen={close} />}
    </Bell>
  );
}
