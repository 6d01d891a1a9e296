import { serveApi, trpcQuery } from '@ostiary/ui/portal-testing';
import { failOnConsoleError, stubBrowser } from '@ostiary/ui/testing';
import './testing.tsx';

stubBrowser();
failOnConsoleError();
serveApi(trpcQuery('notifications.list', { unread: 0, results: [] }));
