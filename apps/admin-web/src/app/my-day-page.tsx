import { MyDayScreen } from '../features/my-day/my-day-screen.tsx';
import { UnreadNotifications } from '../features/notifications/unread-notifications.tsx';

export function MyDayPage() {
  return <MyDayScreen news={<UnreadNotifications />} />;
}
