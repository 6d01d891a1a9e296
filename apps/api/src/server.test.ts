import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newDataKey } from '@ostiary/domain/crypto';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'ostiary-server-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const random = () => newDataKey().toString('base64url');
const secrets = () => ({
  KEK_RING: `1:${random()}`,
  BLIND_INDEX_KEYS: `1:${random()}`,
  PASSWORD_PEPPER: random(),
  JWT_KEYS: `1:${random()}`,
});

/** The real server process with nothing but these settings, until it ends. */
async function start(settings: Record<string, string>) {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'server.ts')], {
    cwd: folder,
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(server, 'close');
  return { code: server.exitCode, output, group: server.pid ?? 0 };
}

const isAnyoneLeft = (group: number) => {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
};

describe('the server process', { timeout: 30_000 }, () => {
  it('ends with one clear line when production lacks its secrets, and makes nothing', async () => {
    const dataDir = join(folder, 'never');
    const { code, output, group } = await start({
      OSTIARY_ENV: 'production',
      SMTP_URL: 'smtp://mail.example.com',
      PUBLIC_URL: 'https://bank.example.com',
      STAFF_URL: 'https://staff.bank.example.com',
      CHECKPOINT_DIR: '/var/lib/ostiary-checkpoints',
      IDENTITY_CHECKS: 'simulator',
      CLAMD_URL: 'none',
      DATA_DIR: dataDir,
    });
    expect(output).toBe(
      'KEK_RING, BLIND_INDEX_KEYS, PASSWORD_PEPPER, JWT_KEYS, CHECKPOINT_KEY: production does not start without. See docs/configuration.md.\n',
    );
    expect(code).toBe(1);
    expect(isAnyoneLeft(group)).toBe(false);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('ends with one clear line when production cannot send e-mail', async () => {
    const { code, output } = await start({ OSTIARY_ENV: 'production', ...secrets() });
    expect(output).toBe('SMTP_URL: production does not start without a way to send e-mail.\n');
    expect(code).toBe(1);
  });

  it('ends when its database does not answer', async () => {
    const holder = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { code, output, group } = await start({
      DATABASE_URL: `postgresql://app:pw@127.0.0.1:${port}/bank`,
      DATA_DIR: join(folder, 'data'),
    });
    holder.close();
    expect(code).toBe(1);
    expect(output.trim()).not.toBe('');
    expect(output).not.toContain(':pw@');
    expect(isAnyoneLeft(group)).toBe(false);
  });
});
