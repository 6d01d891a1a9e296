import { join } from 'node:path';
import { projectNode, ROOT, tool, toolEnvironment } from './environment.mjs';
import { buildPortals } from './prepare.mjs';
import { playwrightCounts, vitestCounts } from './reports.mjs';
import { run } from './run.mjs';

const ok = (isOk) => ({ passed: isOk ? 1 : 0, failed: isOk ? 0 : 1, skipped: 0 });

/** A check that is right or wrong as a whole; it speaks only when wrong, or when `alwaysPrint`. */
const check = (name, group, { command, args, alwaysPrint = false }) => ({
  name,
  group,
  async run(env) {
    const { code, output } = await run({ command, args, env: toolEnvironment(env) });
    if (code !== 0 || alwaysPrint) console.log(output.trimEnd());
    return ok(code === 0);
  },
});

const vitest = {
  name: 'vitest',
  group: 'unit',
  async run(env) {
    const report = join(env.TMPDIR, 'vitest.json');
    const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await run({ command: tool('vitest'), args, env: toolEnvironment(env), show: true });
    return vitestCounts(report, code);
  },
};

const journeys = {
  name: 'playwright',
  group: 'e2e',
  async run(env) {
    const report = join(env.TMPDIR, 'playwright.json');
    const { code } = await run({
      command: tool('playwright', 'e2e'),
      args: ['test', '--reporter=list,json'],
      cwd: join(ROOT, 'e2e'),
      env: toolEnvironment({ ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
      show: true,
    });
    return playwrightCounts(report, code);
  },
};

/** In the order of a quick answer first. Each counts what it passed, failed and skipped. */
export const stages = () => [
  check('oxfmt', 'lint', { command: tool('oxfmt'), args: ['--check'] }),
  check('oxlint', 'lint', { command: tool('oxlint'), args: ['--type-aware', '--deny-warnings'] }),
  check('knip', 'lint', { command: tool('knip'), args: ['--no-progress'] }),
  check('sherif', 'lint', { command: tool('sherif'), args: [] }),
  check('tsc', 'lint', {
    command: tool('turbo'),
    args: ['run', 'typecheck', '--continue', '--output-logs=errors-only'],
  }),
  vitest,
  { name: 'build', group: 'e2e', run: async () => ok(await buildPortals()) },
  check('first load', 'e2e', { command: projectNode(), args: [join(ROOT, 'scripts/size.mjs')], alwaysPrint: true }),
  journeys,
];
