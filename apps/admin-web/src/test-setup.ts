import { serveApi, trpcMutation, trpcQuery } from '@ostiary/ui/portal-testing';
import { failOnConsoleError, stubBrowser } from '@ostiary/ui/testing';
import { beforeAll } from 'vitest';
import { setPerson } from './lib/person.ts';
import { endSession } from './lib/session.ts';
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
// Whoever the file before left signed in.
beforeAll(() => {
  endSession('signed-out');
  setPerson(null);
});
