import { failOnConsoleError, stubBrowser } from '@ostiary/ui/testing';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { server } from './testing.tsx';

stubBrowser();
failOnConsoleError();

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => {
  server.resetHandlers();
  localStorage.clear();
});
afterAll(() => server.close());
