import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { firstLoadFiles } from './first-load.mjs';

const dist = mkdtempSync(join(tmpdir(), 'ostiary-dist-'));
afterAll(() => rmSync(dist, { recursive: true }));

it('counts what index.html links and what that imports statically, and leaves lazy chunks out', () => {
  mkdirSync(join(dist, 'assets'));
  const files = {
    'index.html':
      '<link rel="icon" href="/icon.svg"><script type="module" crossorigin src="/assets/main.js"></script>' +
      '<link rel="modulepreload" href="/assets/vendor.js"><link rel="stylesheet" href="/assets/main.css">',
    'assets/main.js': 'import{a as b}from"./vendor.js";import"./side.js";const c=()=>import("./viewer.js");',
    'assets/vendor.js': 'export{x as a}from"./deep.js"',
    'assets/side.js': '',
    'assets/deep.js': 'import"./vendor.js"',
    'assets/viewer.js': '',
    'assets/main.css': '',
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(dist, file), text);
  const names = firstLoadFiles(dist).map((file) => file.replace('assets/', ''));
  expect(names).toEqual(['deep.js', 'main.css', 'main.js', 'side.js', 'vendor.js']);
});
