import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import chromium from '@sparticuz/chromium';
import { CUSTOMER_URL } from './bank.ts';

// An installed Chrome or Chromium by setting; else the one inside the npm package, which unpacks itself to TMPDIR.
const executablePath = process.env.E2E_CHROMIUM ?? (await chromium.executablePath());
mkdirSync(join(tmpdir(), 'ostiary-e2e'), { recursive: true });

// What would weaken the pages under test, or spend the two cores on drawing as a graphics card does.
const UNWANTED = /single-process|no-zygote|web-security|insecure-content|gpu|use-gl|swiftshader/;

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './start-bank.ts',
  timeout: 90_000,
  expect: { timeout: 25_000 },
  retries: 0,
  // Journeys make their own people and cases, so that files can run side by side on two cores.
  workers: 3,
  fullyParallel: true,
  reporter: [['list']],
  use: {
    baseURL: CUSTOMER_URL,
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 900 },
    // Records every frame: a third of the time. The page as it was stands in the report of a failure anyway.
    trace: process.env.E2E_TRACE === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [
        ...chromium.args.filter((arg) => !UNWANTED.test(arg)),
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'journeys', testMatch: 'journeys/*.spec.ts' },
    // Takes whatever case is next: no journey must be waiting for one of its own.
    { name: 'desk', testMatch: 'desk/*.spec.ts', dependencies: ['journeys'] },
    // After the journeys, beside the desk: what was typed must be nowhere in the clear.
    { name: 'leaks', testMatch: 'leaks.spec.ts', dependencies: ['journeys'] },
    // Times are measured by hand, on a quiet machine.
    ...(process.env.FIGURES === undefined ? [] : [{ name: 'figures', testMatch: 'figures/*.spec.ts' }]),
  ],
});
