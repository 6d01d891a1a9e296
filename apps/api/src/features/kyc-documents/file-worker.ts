import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PRINTED_CHARACTERS } from '@ostiary/domain/kyc-documents';
import { ReasonCode } from '@ostiary/domain/review';
import { z } from 'zod';

const TIMEOUT_MS = 30_000;
/** Once a file is judged, reading it is a help to reviewers and worth no longer wait. */
const READ_TIMEOUT_MS = 10_000;
const LONGEST_ANSWER = PRINTED_CHARACTERS + 1_000;
/** Decoding runs apart: a hostile file can cost this process neither its memory nor its time. */
const PROGRAM = join(import.meta.dirname, 'file-program.ts');
const MEMORY_MB = 512;
/** Compiling the program is most of what a small file costs. Beside the code itself, and as trusted; unwritable, it only costs that. */
const COMPILED = join(import.meta.dirname, '../../../node_modules/.cache/file-program');

const Verdict = z.strictObject({ reason: ReasonCode.nullable() });
export interface FileVerdict extends z.infer<typeof Verdict> {
  /** Of a sound PDF, its text layer. Empty for pictures: no characters are recognised in them. */
  readonly text: string;
}

function start(task: 'inspect' | 'render', mediaType: string, signal?: AbortSignal) {
  const child = fork(PROGRAM, [task, mediaType], {
    stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
    execArgv: [`--max-old-space-size=${MEMORY_MB}`],
    env: { NODE_ENV: 'production', NODE_COMPILE_CACHE: COMPILED },
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    ...(signal && { signal }),
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('The file program has no pipes');
  return {
    child,
    stdin,
    stdout,
    // One that could not start says nothing of the file: that must fail, and be tried again.
    ended: new Promise<number | null>((done, fail) =>
      child.once('exit', done).once('error', (cause) => fail(new Error('The file program did not start', { cause }))),
    ),
  };
}

/** A child that stops reading early has said what it had to say; the broken pipe is not a failure of its own. */
const feed = (bytes: Readable, stdin: NodeJS.WritableStream) =>
  pipeline(bytes, stdin).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });

/** All that the child says; after its verdict, the first line, it may read for a while. */
async function listen(
  { child, stdout }: Pick<ReturnType<typeof start>, 'child' | 'stdout'>,
  readTimeoutMs: number,
): Promise<string> {
  let answer = '';
  let reading: NodeJS.Timeout | undefined;
  const stop = () => child.kill('SIGKILL');
  for await (const part of stdout.setEncoding('utf8')) {
    answer += String(part);
    if (answer.length > LONGEST_ANSWER) stop();
    if (answer.includes('\n')) reading ??= setTimeout(stop, readTimeoutMs);
  }
  clearTimeout(reading);
  return answer;
}

/**
 * Full decode or parse of the plain bytes: null for a sound file, else why not. A crash or time-out means a corrupt file;
 * one that comes once the verdict is given only costs the text.
 */
export async function inspectFile(
  bytes: Readable,
  mediaType: string,
  readTimeoutMs = READ_TIMEOUT_MS,
): Promise<FileVerdict> {
  const started = start('inspect', mediaType);
  const [, answer, code] = await Promise.all([
    feed(bytes, started.stdin),
    listen(started, readTimeoutMs),
    started.ended,
  ]);
  const end = answer.indexOf('\n');
  if (end === -1) return { reason: 'DOCUMENT_CORRUPT', text: '' };
  const { reason } = Verdict.parse(JSON.parse(answer.slice(0, end)));
  return { reason, text: code === 0 ? answer.slice(end + 1) : '' };
}

/**
 * An image without its metadata, upright, at most 3 000 pixels wide or high, as JPEG. Rejects when it cannot be drawn, or
 * when nobody waits for it any more.
 */
export async function renderImage(bytes: Readable, mediaType: string, signal?: AbortSignal): Promise<Buffer> {
  const { stdin, stdout, ended } = start('render', mediaType, signal);
  const parts: Buffer[] = [];
  stdout.on('data', (part: Buffer) => parts.push(part));
  const [, code] = await Promise.all([feed(bytes, stdin), ended]);
  if (code !== 0) throw new Error('The image could not be rendered');
  return Buffer.concat(parts);
}
