import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { inflatedStreams } from '../pdf-streams.ts';

const EMPTY_FRAME = Buffer.alloc(4);
const MAX_INFLATED_FILE = 100_000;

/** What a clamd does with the bytes it was sent. */
export type Answer = (socket: Socket, plain: Buffer) => void;

/**
 * As clamd 1.4 with a signature of our own: finds EICAR bare, in a comment and, in a PDF, deflated. Without its heuristics,
 * which call escaped names in a PDF malware as well: the check must find those without a scanner.
 */
export const findsEicar: Answer = (socket, plain) => {
  const isFound = plain.includes('EICAR-STANDARD') || (plain.includes('%PDF-') && isDeflated(plain));
  socket.end(isFound ? 'stream: Own.Test.EICAR.UNOFFICIAL FOUND\0' : 'stream: OK\0');
};

/** Gives up on what is large, as clamd does on bombs, and calls it clean. */
function isDeflated(plain: Buffer): boolean {
  if (plain.length > MAX_INFLATED_FILE) return false;
  return [...inflatedStreams(plain)].some((body) => body.includes('EICAR-STANDARD'));
}

/** The frames after `zINSTREAM\0`, put together; null until the empty one came. */
function unframed(bytes: Buffer): Buffer | null {
  const pieces: Buffer[] = [];
  for (let at = 10; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

/** A clamd of tests on a port of its own; `answer` may be exchanged, `stop` and `start` take it down and up again. */
export async function startClamd() {
  const clamd = { answer: findsEicar, url: '', stop, start };
  const server = createServer((socket) => {
    const pieces: Buffer[] = [];
    socket
      .on('error', () => undefined)
      .on('data', (piece: Buffer) => {
        pieces.push(piece);
        // The empty frame may come in two pieces.
        if (!Buffer.concat(pieces.slice(-4)).subarray(-4).equals(EMPTY_FRAME)) return;
        const plain = unframed(Buffer.concat(pieces));
        if (plain) clamd.answer(socket, plain);
      });
  });

  async function stop(): Promise<void> {
    server.close();
    await once(server, 'close');
  }
  async function start(): Promise<void> {
    server.listen(clamd.url === '' ? 0 : Number(new URL(clamd.url).port), '127.0.0.1');
    await once(server, 'listening');
    clamd.url = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has a TCP address
  }
  await start();
  return clamd;
}
