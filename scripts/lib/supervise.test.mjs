import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'ostiary-supervise-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A server that notes each signal in a file, stops in its own time, and says so. */
const NOTING = `
const { appendFileSync } = require('node:fs');
const note = (text) => appendFileSync(process.argv[1], text + ' ');
let stopping = false;
const stop = (why) => { note(why); if (!stopping) setTimeout(() => { note('stopped'); process.exit(0); }, 300); stopping = true; };
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
process.on('disconnect', () => stop('disconnect'));
setInterval(() => {}, 1000);
console.log('ready');`;

let count = 0;

/** Starts the launcher around `server` and waits until the server is ready. */
async function launch(server, graceMs = 5000) {
  const notes = join(folder, `${(count += 1)}.txt`);
  const job = { command: process.execPath, args: ['-e', server, notes], graceMs };
  const code = `import { supervise } from ${JSON.stringify(new URL('./supervise.mjs', import.meta.url))};
    process.exit(await supervise(${JSON.stringify(job)}));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { detached: true });
  const ended = once(child, 'exit').then(([exitCode]) => exitCode);
  await once(child.stdout, 'data');
  return { child, ended, notes: () => readFileSync(notes, 'utf8').trim() };
}

describe('supervise', { timeout: 20_000 }, () => {
  it('ends with the exit code of the server', async () => {
    const { ended } = await launch(`console.log('ready'); setTimeout(() => process.exit(7), 50)`);
    expect(await ended).toBe(7);
  });

  it('hands on a signal that only the launcher got, and waits for the end', async () => {
    const { child, ended, notes } = await launch(NOTING);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(notes()).toBe('SIGTERM stopped');
  });

  it('lets Ctrl-C, which a terminal sends to the whole group, reach the server once', async () => {
    const { child, ended, notes } = await launch(NOTING);
    process.kill(-Number(child.pid), 'SIGINT');
    await sleep(100);
    process.kill(-Number(child.pid), 'SIGINT');
    expect(await ended).toBe(0);
    expect(notes()).toBe('SIGINT stopped');
  });

  it('kills a server that does not stop in time', async () => {
    const stubborn = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready');`;
    const { child, ended } = await launch(stubborn, 300);
    child.kill('SIGTERM');
    expect(await ended).toBe(137);
  });

  it('lets the server know when the launcher itself is killed', async () => {
    const { child, notes } = await launch(NOTING);
    child.kill('SIGKILL');
    await sleep(1000);
    expect(notes()).toBe('disconnect stopped');
  });
});
