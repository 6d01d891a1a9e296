import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, tool, toolEnvironment } from './environment.mjs';
import { progress, run } from './run.mjs';

const STAMP = join(ROOT, 'node_modules/.installed');

function manifests() {
  const inGroups = ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => `${group}/${name}/package.json`),
  );
  const fixed = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'e2e/package.json', 'bench/package.json'];
  return [...fixed, ...inGroups].filter((file) => existsSync(join(ROOT, file))).sort((a, b) => a.localeCompare(b));
}

/** Changes whenever an install could have another result; the system counts, because the binaries are its own. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of manifests()) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

const isInstalled = (wanted) =>
  existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted && existsSync(join(ROOT, 'node_modules/node/bin/node'));

function pinnedPnpm() {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).packageManager;
}

function fail(what, output) {
  console.error(`${output.trimEnd()}\n\n${what} failed. Its whole output is above.`);
}

/** Installs what the lockfile names, or does nothing (and needs no network) when that is already there. */
export async function install() {
  const wanted = fingerprint();
  if (isInstalled(wanted)) return true;
  if (!existsSync(STAMP))
    console.log('The first run downloads and builds everything: one to three minutes. Later ones take seconds.');
  const done = progress('Installing');
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', CI: 'true' };
  const args = ['--yes', pinnedPnpm(), 'install', '--frozen-lockfile'];
  const { code, output } = await run({ command: 'npx', args, env });
  if (code !== 0) {
    fail('Installing', output);
    return false;
  }
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
  done('Installed');
  return true;
}

/** Builds both portals; turbo restores what did not change from its cache. */
export async function buildPortals() {
  const done = progress('Building the portals');
  const args = [
    'run',
    'build',
    '--filter=./apps/customer-web',
    '--filter=./apps/admin-web',
    '--output-logs=errors-only',
  ];
  const { code, output } = await run({ command: tool('turbo'), args, env: toolEnvironment() });
  if (code !== 0) {
    fail('Building the portals', output);
    return false;
  }
  done('Built the portals');
  return true;
}
