import { failOnConsoleError, stubBrowser } from './testing.ts';

stubBrowser();
failOnConsoleError();
