import type { Door } from '@ostiary/domain/auth';

/** What everybody may ask of their bell and of the messages they get, at either door. */
export const noticesOf = (door: Door) => ({
  'notifications.list': undefined,
  'notifications.markRead': { all: true },
  'preferences.list': undefined,
  'preferences.set': { topic: door === 'staff' ? 'MENTIONS' : 'PROGRESS', channel: 'email', isOn: true },
});
