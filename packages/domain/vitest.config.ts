import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'domain',
    environment: 'node',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    include: ['src/**/*.test.ts'],
  },
});
