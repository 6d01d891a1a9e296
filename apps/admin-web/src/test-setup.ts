import { serveApi } from '@ostiary/ui/portal-testing';
import { failOnConsoleError, stubBrowser } from '@ostiary/ui/testing';
import './testing.tsx';

stubBrowser();
failOnConsoleError();
serveApi();
