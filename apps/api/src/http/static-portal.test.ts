import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staticPortal } from './static-portal.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ostiary-dist-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Portal</title>');
  writeFileSync(join(folder, 'assets/main-abc123.js'), 'export {};');
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
});
afterAll(() => rmSync(folder, { recursive: true }));

const app = (dist = folder) => express().use(staticPortal('customer-web', dist));
const visit = (path: string, dist?: string) =>
  request(app(dist)).get(path).set({ accept: 'text/html,*/*', 'sec-fetch-mode': 'navigate' });

describe('a built portal', () => {
  it('is its page on every path a person goes to, asked for again each time', async () => {
    for (const path of ['/', '/sign-in', '/application/identity?step=2']) {
      const page = await visit(path).expect(200);
      expect(page.text).toContain('Portal');
      expect(page.headers['cache-control']).toBe('no-cache');
    }
  });

  it('answers at its root to anything that asks, and elsewhere to a tool that takes any type', async () => {
    await request(app()).get('/').set({ accept: '*/*', 'sec-fetch-mode': 'cors' }).expect(200);
    await request(app()).get('/sign-in').set('accept', '*/*').expect(200);
  });

  it('keeps hashed assets for ever and other files not', async () => {
    expect((await request(app()).get('/assets/main-abc123.js').expect(200)).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await request(app()).get('/favicon.svg').expect(200)).headers['cache-control']).toContain('max-age=0');
  });

  it('is no answer to a script, picture or call that missed', async () => {
    await request(app()).get('/assets/old-def456.js').set({ accept: '*/*', 'sec-fetch-mode': 'no-cors' }).expect(404);
    await request(app()).get('/data').set({ accept: 'text/html', 'sec-fetch-mode': 'cors' }).expect(404);
    await request(app()).post('/').set('accept', 'text/html').expect(404);
    await visit('/../../package.json').expect((answer) => expect(answer.text).not.toContain('"dependencies"'));
  });

  it('says so while it is not built', async () => {
    const answer = await visit('/', join(folder, 'missing')).expect(503);
    expect(answer.text).toContain('not built');
  });
});
