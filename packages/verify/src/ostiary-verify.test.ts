import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CHECKPOINT_ORIGIN,
  checkpointText,
  createExportWriter,
  encodeBase64,
  EXPORT_FORMAT,
} from '@ostiary/domain/checkpoint';
import { canonicalText, createSha256, leafHash, newDataKey, nodeHash, noteSigner } from '@ostiary/domain/crypto';
import {
  EMPTY_FRONTIER,
  foldPeaks,
  growTree,
  inclusionRanges,
  keptPlacesOf,
  type Place,
  proofOfRanges,
} from '@ostiary/domain/merkle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChecker } from './export-file.ts';
import { noteOpener, Problem, readCheckpoint } from './note.ts';

const SIZE = 60;
const PERIOD = { first: 20, end: 40 };
const CASE = [3, 17, 18, 41, 59];

const folder = mkdtempSync(join(tmpdir(), 'ostiary-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** U+2028 is no line break of the file, though many readers take it for one. */
const textOf = (index: number) =>
  canonicalText({ action: 'case.viewed', agent: 'a\u2028"b"\n', id: `record ${index}` });
const texts = Array.from({ length: SIZE }, (_, index) => textOf(index));
const leaves = texts.map(leafHash);
const { frontier, completed } = growTree(nodeHash, EMPTY_FRONTIER, leaves);
const signer = noteSigner(CHECKPOINT_ORIGIN, newDataKey());
const root = foldPeaks(nodeHash, frontier.peaks) ?? expect.fail('no root');
const note = signer.sign(checkpointText({ size: SIZE, root }));

const kept = ({ level, index }: Place) =>
  level === 0 ? leaves[index] : completed.find((each) => each.level === level && each.index === index)?.hash;

function proofOf(index: number): string[] {
  const ranges = inclusionRanges(index, SIZE);
  expect(keptPlacesOf(ranges).length).toBeLessThan(40);
  return proofOfRanges(nodeHash, ranges, kept).map(encodeBase64);
}

/** An export as the bank writes it. */
function exportOf(indexes: readonly number[], range: typeof PERIOD | null): string[] {
  const writer = createExportWriter({ sha256: createSha256(), sign: signer.sign });
  const filter = range === null ? { case: 'KYC-1' } : null;
  const header = { format: EXPORT_FORMAT, origin: CHECKPOINT_ORIGIN, checkpoint: note, from: null, to: null } as const;
  return [
    writer.header({ ...header, filter, range }),
    ...indexes.map((index) => writer.record({ index, canonical: textOf(index), proof: proofOf(index) })),
    writer.end(),
  ].map((line) => line.slice(0, -1));
}
const period = exportOf(
  Array.from({ length: PERIOD.end - PERIOD.first }, (_, at) => PERIOD.first + at),
  PERIOD,
);
const oneCase = exportOf(CASE, null);

interface Given {
  readonly lines: readonly string[];
  readonly checkpoint?: string;
  readonly key?: string;
  readonly raw?: string;
}

/** Runs the program as its user would, without any of ours around it. */
function verify({ lines, checkpoint = note, key = signer.verifierKey, raw = `${lines.join('\n')}\n` }: Given) {
  const files = { export: join(folder, 'export.jsonl'), checkpoint: join(folder, 'checkpoint.txt') };
  writeFileSync(files.export, raw);
  writeFileSync(files.checkpoint, checkpoint);
  const program = join(import.meta.dirname, 'ostiary-verify.ts');
  const run = spawnSync(process.execPath, [program, files.export, '--checkpoint', files.checkpoint, '--key', key], {
    encoding: 'utf8',
    env: {},
  });
  return { code: run.status, said: `${run.stdout}${run.stderr}`.trim() };
}

/** The same without a process of its own: the program feeds the checker line by line. */
function problemOf({ lines, checkpoint = note, key = signer.verifierKey, raw = `${lines.join('\n')}\n` }: Given) {
  try {
    const opener = noteOpener(key);
    const checker = createChecker(opener, readCheckpoint(opener, 'The checkpoint file', checkpoint));
    for (const line of raw.split('\n').filter((each) => each !== '')) checker.line(line);
    return checker.finish();
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

const changed = (lines: readonly string[], at: number, change: (line: string) => string) =>
  lines.map((line, index) => (index === at ? change(line) : line));
const without = (lines: readonly string[], at: number) => lines.toSpliced(at, 1);
const swapped = (lines: readonly string[], at: number) => lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
/** Changes one field of one line. */
const field = (name: string, value: unknown) => (line: string) =>
  JSON.stringify({ ...JSON.parse(line), [name]: value });

describe('ostiary-verify', () => {
  it('passes a whole period and a whole case', () => {
    expect(verify({ lines: period })).toEqual({
      code: 0,
      said: `OK: 20 records (20 to 39, none missing), as signed by ${CHECKPOINT_ORIGIN} in the tree of 60.`,
    });
    expect(verify({ lines: oneCase })).toMatchObject({
      code: 0,
      said: expect.stringContaining('OK: 5 records (chosen by a filter)'),
    });
  });

  it('takes the public key from a file too', () => {
    const key = join(folder, 'audit.pub');
    writeFileSync(key, `${signer.verifierKey}\n`);
    expect(verify({ lines: period, key })).toMatchObject({ code: 0 });
  });

  const other = noteSigner(CHECKPOINT_ORIGIN, newDataKey());
  const anotherRoot = signer.sign(checkpointText({ size: SIZE, root: leafHash('another') }));
  const anotherSize = signer.sign(checkpointText({ size: SIZE + 1, root }));
  const digest = (line: string) => line.replace('case.viewed', 'case.closed');

  it.each<[string, Given, string]>([
    ['a record that was changed', { lines: changed(period, 7, digest) }, 'Record 26 (line 8) is wrong'],
    [
      'a proof that was changed',
      { lines: changed(period, 3, field('proof', proofOf(5))) },
      'Record 22 (line 4) is wrong',
    ],
    ['a record at another index', { lines: changed(oneCase, 2, field('index', 16)) }, 'Record 16 (line 3) is wrong'],
    ['a record that is missing', { lines: without(period, 10) }, 'Record 29 is missing.'],
    ['several that are missing', { lines: without(without(period, 10), 10) }, 'Records 29 to 30 are missing.'],
    ['the first that is missing', { lines: without(period, 1) }, 'Record 20 is missing.'],
    ['the last that is missing', { lines: without(period, 20) }, 'Record 39 is missing.'],
    [
      'one that is missing from a case',
      { lines: without(oneCase, 3) },
      'Record 18 is missing, right before record 41.',
    ],
    ['the last that is missing from a case', { lines: without(oneCase, 5) }, 'some after record 41 are missing'],
    ['two that changed places', { lines: swapped(period, 5) }, 'Record 24 is missing.'],
    [
      'two that changed places in a case',
      { lines: swapped(oneCase, 2) },
      'Record 17 is missing, right before record 18.',
    ],
    ['one that comes twice', { lines: period.toSpliced(5, 0, period[5] ?? '') }, 'Record 24 is out of place'],
    [
      'a foreign record',
      { lines: oneCase.toSpliced(3, 0, period[3] ?? '') },
      'Record 21 is missing, right before record 22',
    ],
    [
      'a range that was narrowed',
      { lines: changed(without(period, 20), 0, field('range', { first: 20, end: 39 })) },
      'some after record 38 are missing',
    ],
    [
      'a case whose traces were mended',
      { lines: changed(changed(without(oneCase, 3), 3, field('after', 17)), 5, field('count', 4)) },
      'The export is not as it was made',
    ],
    [
      'a filter that was reworded',
      { lines: changed(oneCase, 0, field('filter', { case: 'KYC-2' })) },
      'The export is not as it was made',
    ],
    ['an export that was cut', { lines: period.slice(0, 9) }, 'The export was cut: it ends after record 27'],
    [
      'an export that was cut in a line',
      { lines: [], raw: period.join('\n').slice(0, 3_000) },
      'the file was cut or changed there',
    ],
    ['an empty export', { lines: [], raw: '' }, 'The export was cut: it ends after record none'],
    ['another file', { lines: ['{"a":1}'] }, 'not an export of the audit record'],
    ['more after the end', { lines: [...period, period[3] ?? ''] }, 'Line 23 follows the end'],
    ['a checkpoint that was cut', { lines: period, checkpoint: note.slice(0, 70) }, 'The checkpoint file was cut'],
    ['a checkpoint whose signature was cut', { lines: period, checkpoint: `${note.slice(0, -30)}\n` }, 'or was cut'],
    [
      'a checkpoint that was changed',
      { lines: period, checkpoint: note.replace('\n60\n', '\n61\n') },
      'was changed after it was signed',
    ],
    [
      'a checkpoint of another key',
      { lines: period, checkpoint: other.sign(checkpointText({ size: SIZE, root })) },
      'belongs to another log',
    ],
    [
      'a checkpoint of another tree',
      { lines: period, checkpoint: anotherRoot },
      'The checkpoint given is of another tree',
    ],
    ['a checkpoint of another size', { lines: period, checkpoint: anotherSize }, 'Give that of size 60.'],
    ['a public key of somebody else', { lines: period, key: other.verifierKey }, 'belongs to another log'],
  ])('names %s', (_, given, message) => {
    expect(problemOf(given)).toContain(message);
  });

  it('ends with 1 and the first bad record where something is wrong', () => {
    expect(verify({ lines: changed(period, 7, digest) })).toEqual({
      code: 1,
      said: 'NOT OK: Record 26 (line 8) is wrong: it is not what was signed at this place.',
    });
    expect(verify({ lines: [], raw: period.join('\n').slice(0, 3_000) })).toMatchObject({ code: 1 });
  });

  it('says how it is used, and what it cannot read', () => {
    const program = join(import.meta.dirname, 'ostiary-verify.ts');
    const alone = spawnSync(process.execPath, [program], { encoding: 'utf8', env: {} });
    expect(alone).toMatchObject({ status: 2, stdout: expect.stringContaining('usage: ostiary-verify') });
    expect(verify({ lines: period, key: join(folder, 'gone') })).toMatchObject({
      code: 2,
      said: expect.stringContaining('The public key cannot be read'),
    });
  });
});

describe('its source', () => {
  let sources: string[];
  beforeAll(() => {
    const names = readdirSync(import.meta.dirname).filter((name) => !name.endsWith('.test.ts'));
    sources = names.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  });

  it('has less than 300 lines', () => {
    expect(sources.join('').split('\n').length).toBeLessThan(300);
  });

  it('imports nothing but Node and itself, so that it can be read and run alone', () => {
    const imported = sources.flatMap((source) => [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name));
    expect(imported.filter((name) => !/^(node:|\.\/)/.test(name ?? ''))).toEqual([]);
    expect(sources.join('')).not.toMatch(/import\(|require\(|fetch\(/);
  });
});
