import { NotificationList } from './notification-list.tsx';
import { useNotifications } from './use-notifications.ts';

/** What is new for this person, as part of another screen. */
export function UnreadNotifications() {
  return <NotificationList notifications={useNotifications()} onlyUnread />;
}
