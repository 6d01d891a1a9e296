import { once } from 'node:events';
import { utimes } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DocumentId } from '@ostiary/domain/shared';
import type { Express } from 'express';
import type { TestDeps } from './test-deps.ts';

/** Where a door listens, and who speaks. */
export interface Speaker {
  readonly origin: string;
  readonly access: string;
}

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly offset: number;
  readonly documentId: DocumentId | null;
  readonly body: { readonly code?: string; readonly codes?: Readonly<Record<string, readonly string[]>> };
}

interface Said {
  readonly method: 'POST' | 'PATCH' | 'HEAD' | 'DELETE' | 'GET';
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

const OCTETS = 'application/offset+octet-stream';
export const metadataOf = (texts: Readonly<Record<string, string>>): string =>
  Object.entries(texts)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** One request of tus 1.0, without a client library: tests send what none would. */
export async function tus(
  { origin, access }: Speaker,
  { method, path = '', headers = {}, body }: Said,
): Promise<Heard> {
  const answer = await fetch(`${origin}/api/uploads${path}`, {
    method,
    headers: { authorization: `Bearer ${access}`, 'tus-resumable': '1.0.0', ...headers },
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    offset: Number(answer.headers.get('upload-offset') ?? Number.NaN),
    documentId: answer.headers.get('ostiary-document-id') as DocumentId | null, // what the door writes there
    body: text === '' ? {} : (JSON.parse(text) as Heard['body']), // REST's refusal, or the upload's state
  };
}

/** Announces an upload; `id` is that of the address it got. */
export async function announce(
  speaker: Speaker,
  { texts, size }: { texts: Readonly<Record<string, string>>; size: number },
): Promise<Heard & { id: string }> {
  const headers = { 'upload-length': String(size), 'upload-metadata': metadataOf(texts) };
  const heard = await tus(speaker, { method: 'POST', headers });
  return { ...heard, id: heard.headers.get('location')?.split('/').at(-1) ?? '' };
}

export const patch = (
  speaker: Speaker,
  id: string,
  { offset, bytes }: { offset: number; bytes: Buffer },
): Promise<Heard> =>
  tus(speaker, {
    method: 'PATCH',
    path: `/${id}`,
    headers: { 'content-type': OCTETS, 'upload-offset': String(offset) },
    body: bytes,
  });

export const offsetOf = async (speaker: Speaker, id: string): Promise<number> =>
  (await tus(speaker, { method: 'HEAD', path: `/${id}` })).offset;

/** Promises all of `bytes`, sends only the first `sent` of them, and hangs up. */
export async function cutPatch(
  { origin, access }: Speaker,
  id: string,
  { offset, bytes, sent }: { offset: number; bytes: Buffer; sent: number },
): Promise<void> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    `PATCH /api/uploads/${id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${access}\r\nTus-Resumable: 1.0.0\r\n` +
      `Content-Type: ${OCTETS}\r\nUpload-Offset: ${offset}\r\nContent-Length: ${bytes.length}\r\n\r\n`,
  );
  socket.write(bytes.subarray(0, sent));
  await wait(20);
  socket.destroy();
}

/** What lies in the store and should not, and what should and does not. */
export async function unmatched({ deps, owner }: Pick<TestDeps, 'deps' | 'owner'>) {
  const files = new Set<string>();
  let parts = 0;
  for await (const { key, isPart } of deps.ports.documents.list()) {
    if (isPart) parts += 1;
    else files.add(key);
  }
  const rows = await owner<{ key: string }>(
    `select storage_key as key from kyc_document where file_removed_at is null and lost_at is null
     union all select s ->> 'key' from upload, jsonb_array_elements(segments) s where state = 'OPEN'`,
  );
  const keys = new Set(rows.map(({ key }) => key));
  const withoutRow = [...files].filter((key) => !keys.has(key)).length;
  return { parts, withoutRow, withoutFile: [...keys].filter((key) => !files.has(key)).length };
}

export const MATCHED = { parts: 0, withoutRow: 0, withoutFile: 0 } as const;

/** Makes every file in the store a minute old: the janitor leaves alone what is younger. */
export async function ageFiles({ deps }: Pick<TestDeps, 'deps'>): Promise<void> {
  const old = new Date(Date.now() - 60_000);
  for await (const { key, isPart } of deps.ports.documents.list())
    await utimes(join(deps.env.DATA_DIR, 'documents', key.slice(-2), isPart ? `${key}.part` : key), old, old);
}

/** A door on a port of its own. */
export async function listenTo(app: Express): Promise<{ origin: string; close: () => void }> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has a TCP address
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${port}`, close };
}

/** A JPEG by its first bytes (`head`), and no two places in it alike. */
export function pictureOf(head: Buffer, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32LE((at * 2_654_435_761) % 2 ** 32, at);
  head.copy(bytes, 0, 0, Math.min(64, size));
  return bytes;
}
