import { serveApi, trpcQuery } from '@ostiary/ui/portal-testing';
import { failOnConsoleError, stubBrowser } from '@ostiary/ui/testing';
import { beforeAll } from 'vitest';
import { endSession } from './lib/session.ts';
import './testing.tsx';

stubBrowser();
failOnConsoleError();
serveApi(trpcQuery('notifications.list', { unread: 0, results: [] }));
// Whoever the file before left signed in.
beforeAll(() => endSession('signed-out'));
