import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { playwrightCounts, vitestCounts } from './reports.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ostiary-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (report) => {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(report));
  return path;
};
const vitest = (counts, testResults = []) =>
  file({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults, ...counts });

describe('vitestCounts', () => {
  it('adds tests left to do to the skipped ones', () => {
    const report = vitest({ numPassedTests: 5, numPendingTests: 2, numTodoTests: 1 });
    expect(vitestCounts(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 3 });
  });

  it('counts a file that did not load as a failed test', () => {
    const report = vitest({ numPassedTests: 5 }, [{ status: 'failed', assertionResults: [] }]);
    expect(vitestCounts(report, 1)).toMatchObject({ passed: 5, failed: 1 });
  });

  it('fails a run without tests, without a report, or with a bad end that no test shows', () => {
    expect(vitestCounts(vitest({}), 0)).toMatchObject({ failed: 1, note: 'reported no tests' });
    expect(vitestCounts(join(folder, 'missing.json'), 0)).toMatchObject({ failed: 1, note: 'wrote no report' });
    expect(vitestCounts(vitest({ numPassedTests: 5 }), 1)).toMatchObject({ failed: 1, note: 'ended with code 1' });
  });
});

describe('playwrightCounts', () => {
  it('takes a flaky journey for a failed one', () => {
    const report = file({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } });
    expect(playwrightCounts(report, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });
});
