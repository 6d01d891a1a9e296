import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { portProblems } from './ports.mjs';

const open = [];
const listen = (host) =>
  new Promise((resolve) => {
    const server = createServer();
    open.push(server);
    server.listen(0, host, () => resolve(server.address().port));
  });
afterEach(() => open.splice(0).forEach((server) => server.close()));

describe('portProblems', () => {
  it('names the busy port and the setting that moves it', async () => {
    const busy = await listen('127.0.0.1');
    expect(await portProblems({ PUBLIC_PORT: '0', STAFF_PORT: String(busy) })).toEqual([
      `Port ${busy} is in use. Stop what uses it, or start with STAFF_PORT=8101 npm start.`,
    ]);
  });

  it('looks at the other loopback address too', async () => {
    const busy = await listen('::1');
    expect(await portProblems({ PUBLIC_PORT: String(busy), STAFF_PORT: '0' })).toHaveLength(1);
  });

  it('has nothing to say of free ports, nor of values that the server itself refuses', async () => {
    const free = await listen('127.0.0.1');
    await new Promise((done) => open.pop().close(done));
    expect(await portProblems({ PUBLIC_PORT: String(free), STAFF_PORT: 'eight' })).toEqual([]);
  });
});
