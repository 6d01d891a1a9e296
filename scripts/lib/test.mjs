import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from './prepare.mjs';
import { atExit, interruptSteps } from './run.mjs';

const GROUPS = ['lint', 'unit', 'e2e'];

function wantedGroup(args) {
  const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
  const isKnown = args.length === 0 || (args.length === 1 && GROUPS.includes(only));
  if (isKnown) return only;
  console.error(`Usage: npm test [-- --only=${GROUPS.join('|')}]`);
  return process.exit(2);
}

/** The browser unpacks itself to a fixed path in the temporary folder: each run gets a folder of its own. */
function ownTmp() {
  const folder = mkdtempSync(join(tmpdir(), 'ostiary-run-'));
  // Open to the database's user, who is not ours when root runs the tests.
  chmodSync(folder, 0o755);
  atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

async function runStage(stage, env) {
  const startedAt = Date.now();
  console.log(`\n> ${stage.name}`);
  const counts = await stage.run(env);
  return { name: stage.name, seconds: Math.round((Date.now() - startedAt) / 1000), ...counts };
}

function printSummary(results) {
  console.log('');
  for (const { name, passed, failed, skipped, note, seconds } of results) {
    const parts = [`${passed} passed`, `${failed} failed`, ...(skipped ? [`${skipped} skipped`] : []), `${seconds} s`];
    console.log(`${failed ? '✗' : '✓'} ${name}: ${parts.join(', ')}${note ? ` (${note})` : ''}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const skipped = sum('skipped');
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return sum('failed');
}

/** `npm test`: install, every check and test in order, the sum of them as the last line. */
export async function test(args) {
  const only = wantedGroup(args);
  interruptSteps();
  if (!(await install())) {
    console.log('\n0 passed, 1 failed');
    process.exit(1);
  }
  const env = { TMPDIR: ownTmp() };
  // Loaded late: before the install there is no Node of the project to name.
  const { stages } = await import('./stages.mjs');
  const results = [];
  for (const stage of stages()) {
    if (!only || stage.group === only) results.push(await runStage(stage, env));
  }
  process.exit(printSummary(results) > 0 ? 1 : 0);
}
