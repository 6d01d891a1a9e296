import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LiveEvent } from '@ostiary/domain/application';
import type { Express } from 'express';

/** A door that really listens, because a stream is only a stream over a socket. */
export async function serveDoor(app: Express) {
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo; // of a TCP server that listens
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Reading {
  readonly headers: Headers;
  /** Parsed events, in order of arrival. */
  readonly events: LiveEvent[];
  /** `serialized-error`s: the code of each. */
  readonly refusals: string[];
  /** Resolves when the server ended the stream. */
  readonly ended: Promise<void>;
  readonly leave: () => void;
}

function takeIn(block: string, { events, refusals }: Pick<Reading, 'events' | 'refusals'>): void {
  const lines = block.split('\n');
  const name = lines.find((line) => line.startsWith('event: '))?.slice(7);
  const data: unknown = JSON.parse(lines.find((line) => line.startsWith('data: '))?.slice(6) || 'null');
  if (name === undefined && data !== null) events.push(LiveEvent.parse(data));
  if (name === 'serialized-error') refusals.push((data as { data: { errorCode: string } }).data.errorCode); // the error formatter's shape
}

/** Opens a live procedure as a browser would, asking for compression, and reads it in the background. */
export async function openStream(url: string, path: string, access: string): Promise<Reading> {
  const stop = new AbortController();
  const response = await fetch(`${url}/trpc/${path}`, {
    headers: { authorization: `Bearer ${access}`, accept: 'text/event-stream', 'accept-encoding': 'gzip' },
    signal: stop.signal,
  });
  const reading = { events: [] as LiveEvent[], refusals: [] as string[] }; // empty literals have no type of their own
  const read = async () => {
    let text = '';
    for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) takeIn(block.trim(), reading);
    }
  };
  const ended = read().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return { headers: response.headers, ...reading, ended, leave: () => stop.abort() };
}
