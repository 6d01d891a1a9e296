import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './environment.mjs';

const BUDGETS_KB = { 'customer-web': 280, 'admin-web': 320 };

const LINKED = /<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:m?js|css))"[^>]*>/g;
// Static imports of built chunks: import"./a.js" and from"./a.js"; import("./a.js") is lazy and does not count.
const IMPORTED = /(?:\bimport|\bfrom)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;

const matches = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

/**
 * The files under `dist` that index.html loads, with all that they import statically.
 *
 * @param {string} dist folder of a built portal
 * @returns {string[]} paths relative to it
 */
export function firstLoadFiles(dist) {
  const waiting = matches(readFileSync(join(dist, 'index.html'), 'utf8'), LINKED).map((url) =>
    url.replace(/^\.?\//, ''),
  );
  const found = new Set();
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (found.has(file)) continue;
    found.add(file);
    if (!file.endsWith('.js')) continue;
    const text = readFileSync(join(dist, file), 'utf8');
    waiting.push(...matches(text, IMPORTED).map((path) => posix.join(posix.dirname(file), path)));
  }
  return [...found].sort((a, b) => a.localeCompare(b));
}

function gzipSizes(dist) {
  const sizes = { js: 0, css: 0 };
  for (const file of firstLoadFiles(dist)) {
    sizes[file.endsWith('.css') ? 'css' : 'js'] += gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  }
  return sizes;
}

const kB = (bytes) => (bytes / 1000).toFixed(1);

/** One line per portal, in kB of 1000 bytes. A portal that was not built is over budget. */
export function firstLoadReport() {
  const lines = [];
  let withinBudget = true;
  for (const [portal, budget] of Object.entries(BUDGETS_KB)) {
    const dist = join(ROOT, 'apps', portal, 'dist');
    const { js, css } = existsSync(join(dist, 'index.html')) ? gzipSizes(dist) : { js: Number.NaN, css: Number.NaN };
    const fits = js + css > 0 && js + css <= budget * 1000;
    withinBudget &&= fits;
    const verdict = fits ? 'ok' : Number.isNaN(js) ? 'NOT BUILT' : 'OVER';
    lines.push(
      `${portal}: ${kB(js + css)} kB gzip on first load (js ${kB(js)}, css ${kB(css)}; budget ${budget}) ${verdict}`,
    );
  }
  return { lines, withinBudget };
}
