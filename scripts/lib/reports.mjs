import { existsSync, readFileSync } from 'node:fs';

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

/** What the report counted, made honest: no tests, or a failure that no test shows, is one failure. */
function honest({ passed, failed, skipped }, code) {
  if (passed + failed === 0) return { passed, failed: 1, skipped, note: 'reported no tests' };
  if (code !== 0 && failed === 0) return { passed, failed: 1, skipped, note: `ended with code ${code}` };
  return { passed, failed, skipped };
}

/** Counts of vitest's JSON report. A file that did not even load counts as one failed test. */
export function vitestCounts(file, code) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0, note: 'wrote no report' };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  const skipped = report.numPendingTests + report.numTodoTests;
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length, skipped }, code);
}

/** Counts of Playwright's JSON report. A flaky journey is a failed one. */
export function playwrightCounts(file, code) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0, note: 'wrote no report' };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest({ passed: expected, failed: unexpected + flaky, skipped }, code);
}
