#!/usr/bin/env node
import { createReadStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createChecker } from './export-file.ts';
import { noteOpener, Problem, readCheckpoint } from './note.ts';

const USAGE = `usage: ostiary-verify <export.jsonl> --checkpoint <file> --key <verifier key, or a file that holds it>

Checks an exported case or period of the audit record against a signed checkpoint. Needs no server and no database.
Exit code 0: everything is as it was signed. 1: something is not, and the first such record is named. 2: cannot tell.`;

const say = (line: string) => process.stdout.write(`${line}\n`);

function read(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`${what} cannot be read: ${path}`);
  }
}

interface Given {
  readonly file: string;
  readonly checkpoint: string;
  readonly key: string;
}

function given(): Given | null {
  const { values, positionals } = parseArgs({
    options: { checkpoint: { type: 'string' }, key: { type: 'string' } },
    allowPositionals: true,
  });
  const [[file, ...more], { checkpoint, key }] = [positionals, values];
  return file && checkpoint && key && more.length === 0 ? { file, checkpoint, key } : null;
}

/** By line feeds alone: node:readline would also split at characters that a record may hold (U+2028). */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function check({ file, checkpoint, key }: Given): Promise<void> {
  const opener = noteOpener(/^[^\s+]+\+[0-9a-f]{8}\+/.test(key) ? key : read(key, 'The public key'));
  const signed = readCheckpoint(opener, 'The checkpoint file', read(checkpoint, 'The checkpoint file'));
  const checker = createChecker(opener, signed);
  for await (const line of linesOf(file)) checker.line(line);
  const { count, range } = checker.finish();
  const which = range === null ? 'chosen by a filter' : `${range.first} to ${range.end - 1}, none missing`;
  say(`OK: ${count} records (${which}), as signed by ${opener.name} in the tree of ${signed.size}.`);
}

try {
  const asked = given();
  if (asked === null) {
    say(USAGE);
    process.exitCode = 2;
  } else await check(asked);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${error instanceof Problem ? 'NOT OK' : 'Cannot tell'}: ${message}\n`);
  process.exitCode = error instanceof Problem ? 1 : 2;
}
