import { defineConfig } from 'vitest/config';

// Every project names the same number of workers: vitest runs projects side by side only then.
export default defineConfig({
  test: {
    projects: [
      '{packages,apps}/*/vitest.config.ts',
      { test: { name: 'scripts', environment: 'node', maxWorkers: 2, include: ['scripts/**/*.test.mjs'] } },
    ],
  },
});
