import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Door } from '@ostiary/domain/auth';
import type { Express } from 'express';
import type { TestBank } from '../testing.ts';

/** Long enough for a stream's first words. */
const STREAM_MS = 150;

interface Knock {
  readonly door: Door;
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly access?: string | undefined;
  readonly body?: unknown;
  readonly isStream?: boolean;
}
export interface Answer {
  readonly status: number;
  /** Headers and body, as they came. */
  readonly text: string;
}

async function listening(app: Express): Promise<Server> {
  const server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}
const baseOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port

/** What a stream says before it is cut off. */
async function firstWords(response: Response): Promise<string> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  const reader = body?.getReader();
  if (!reader) return '';
  const parts: Uint8Array[] = [];
  const timer = setTimeout(() => void reader.cancel(), STREAM_MS);
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  clearTimeout(timer);
  return Buffer.concat(parts).toString('latin1');
}

/** Both doors over HTTP. Bodies are read as bytes, one character each, so that nothing binary hides a value. */
export async function openDoors(bank: TestBank) {
  const servers = { customer: await listening(bank.publicApp), staff: await listening(bank.staffApp) };
  return {
    async knock({ door, method, url, access, body, isStream = false }: Knock): Promise<Answer> {
      const response = await fetch(baseOf(servers[door]) + url, {
        method,
        headers: {
          'x-requested-by': 'ostiary',
          ...(isStream ? { accept: 'text/event-stream' } : {}),
          ...(access === undefined ? {} : { authorization: `Bearer ${access}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
      });
      const said = isStream ? await firstWords(response) : Buffer.from(await response.arrayBuffer()).toString('latin1');
      return { status: response.status, text: `${JSON.stringify([...response.headers])}\n${said}` };
    },
    async close() {
      for (const server of Object.values(servers)) {
        server.closeAllConnections();
        await new Promise<void>((resolve) => void server.close(() => resolve()));
      }
    },
  };
}
