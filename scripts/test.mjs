import { requireNode } from './lib/node-version.mjs';

requireNode();
void import('./lib/test.mjs').then(({ test }) => test(process.argv.slice(2)));
