import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The Node 24 that the project installs for itself; whatever Node runs this script is only the starter. */
export function projectNode() {
  const path = join(ROOT, 'node_modules/node/bin/node');
  if (!existsSync(path))
    throw new Error(`The project's own Node is missing (${path}). Remove node_modules and try again.`);
  return path;
}

export const tool = (name, folder = '.') => join(ROOT, folder, 'node_modules/.bin', name);

/** The environment of tools: the project's Node and programs come first, and nothing reports home. */
export function toolEnvironment(extra = {}) {
  const ours = [dirname(projectNode()), join(ROOT, 'node_modules/.bin'), join(ROOT, 'scripts/bin')];
  const path = [...ours, process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', ...extra };
}
