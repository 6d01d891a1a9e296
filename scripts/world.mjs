// Static imports would be parsed before the check, and an old Node would answer with a syntax error.
import { requireNode } from './lib/node-version.mjs';

requireNode();
void import('./lib/world.mjs').then(({ world }) => world());
