import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // Node would load the build without XMLHttpRequest and File.
  resolve: { alias: { 'tus-js-client': 'tus-js-client/lib.esm/browser/index.js' } },
  test: {
    name: 'customer-web',
    environment: 'jsdom',
    // Files share their worker's modules; each has a page of its own.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    server: { deps: { inline: ['tus-js-client'] } },
    setupFiles: ['./src/test-setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
