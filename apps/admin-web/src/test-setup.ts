import { serveApi, trpcMutation, trpcQuery } from '@ostiary/ui/portal-testing';
import { failOnConsoleError, stubBrowser } from '@ostiary/ui/testing';
import './testing.tsx';

stubBrowser();
failOnConsoleError();
serveApi(
  trpcQuery('notifications.list', { unread: 0, results: [] }),
  trpcQuery('preferences.list', { results: [] }),
  // A case says that it is open, and that it was left: that may come after the end of its test.
  trpcMutation('desk.presence', { others: [] }),
  trpcMutation('desk.leave', { ok: true }),
);
