import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const { resolve } = createRequire(import.meta.url);

export default defineConfig({
  test: {
    name: 'api',
    environment: 'node',
    // Files share their worker's modules: loading them anew for each took half of the time. None keeps state there.
    isolate: false,
    include: ['src/**/*.test.ts'],
    globalSetup: [resolve('@ostiary/db/testing-setup')],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
