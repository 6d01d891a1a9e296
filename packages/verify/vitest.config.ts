import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'verify',
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 20_000,
    include: ['src/**/*.test.ts'],
  },
});
