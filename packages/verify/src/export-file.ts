import { createHash, type Hash } from 'node:crypto';
import { bytesOf, type Checkpoint, type NoteOpener, Problem, readCheckpoint, rootOf, sha256 } from './note.ts';

type Line = Readonly<Record<string, unknown>>;

function parseLine(text: string, what: string): Line {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Line; // any object is one
  } catch {
    // told below, with the line's number
  }
  throw new Problem(`${what} is not a line of an export: the file was cut or changed there.`);
}

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

interface Range {
  readonly first: number;
  readonly end: number;
}

function readRange(value: unknown): Range | null {
  if (value === null) return null;
  const { first, end } = value as Partial<Range>; // checked in the next line
  if (isIndex(first) && isIndex(end) && first <= end) return { first, end };
  throw new Problem('The header’s range is not one: the file was changed there.');
}

function readHeader(line: Line, opener: NoteOpener, checkpoint: Checkpoint): Range | null {
  if (line['format'] !== 'ostiary-audit/1')
    throw new Problem('The file is not an export of the audit record (ostiary-audit/1).');
  const own = readCheckpoint(opener, 'The checkpoint inside the export', String(line['checkpoint']));
  if (own.size !== checkpoint.size)
    throw new Problem(
      `The export was made against the checkpoint of size ${own.size}, and the one given is of size ${checkpoint.size}. Give that of size ${own.size}.`,
    );
  if (!own.root.equals(checkpoint.root))
    throw new Problem(
      `The checkpoint given is of another tree: same size ${own.size}, another root. One of the two trees was rewritten.`,
    );
  return readRange(line['range']);
}

/** How far the check has come. */
interface State {
  readonly opener: NoteOpener;
  readonly checkpoint: Checkpoint;
  readonly digest: Hash;
  range: Range | null;
  previous: number | null;
  count: number;
  lines: number;
  isOver: boolean;
}

const missing = (from: number, to: number) =>
  new Problem(from === to ? `Record ${from} is missing.` : `Records ${from} to ${to} are missing.`);

function checkPlace({ range, previous }: State, index: number, after: unknown): void {
  if (previous !== null && index <= previous)
    throw new Problem(`Record ${index} is out of place: it comes after record ${previous}.`);
  if (range !== null) {
    const next = previous === null ? range.first : previous + 1;
    if (index > next) throw missing(next, index - 1);
    if (index < range.first || index >= range.end)
      throw new Problem(`Record ${index} is out of place: the period holds ${range.first} to ${range.end - 1}.`);
  }
  if (after === previous) return;
  if (isIndex(after) && (previous === null || after > previous))
    throw new Problem(`Record ${after} is missing, right before record ${index}.`);
  throw new Problem(`Record ${index} is out of place: it follows ${previous ?? 'none'} and not ${String(after)}.`);
}

function checkRecord(state: State, { index, after, canonical, proof }: Line): void {
  const { checkpoint, lines } = state;
  if (!isIndex(index) || typeof canonical !== 'string' || !Array.isArray(proof))
    throw new Problem(`The record of line ${lines} is not whole: the file was changed there.`);
  checkPlace(state, index, after);
  const hashes = proof.map((hash) => bytesOf(hash, 32));
  const known = hashes.filter((hash) => hash !== null);
  const leaf = sha256(Buffer.of(0), Buffer.from(canonical, 'utf8'));
  const { size } = checkpoint;
  const root = index < size && known.length === hashes.length ? rootOf(leaf, { index, size }, known) : null;
  if (root === null || !root.equals(checkpoint.root))
    throw new Problem(`Record ${index} (line ${lines}) is wrong: it is not what was signed at this place.`);
  state.previous = index;
  state.count += 1;
}

function checkEnd(state: State, { count: said, seal }: Line): void {
  const { opener, range, previous, count } = state;
  const next = previous === null ? range?.first : previous + 1;
  if (range !== null && next !== undefined && next < range.end) throw missing(next, range.end - 1);
  if (said !== count)
    throw new Problem(
      `The export held ${String(said)} records, and ${count} are there: some after record ${previous ?? 'none'} are missing.`,
    );
  const text = opener.open('The seal of the export', String(seal));
  if (text !== `${opener.name}-export\n${count}\n${state.digest.digest('base64')}\n`)
    throw new Problem(
      'The export is not as it was made: each record that is there was signed, but the header or the choice of records was changed.',
    );
  state.isOver = true;
}

/** Checks an export line by line, in the order of the file. Throws a Problem that names what is wrong first. */
export function createChecker(opener: NoteOpener, checkpoint: Checkpoint) {
  const begin = { range: null, previous: null, count: 0, lines: 0, isOver: false };
  const state: State = { opener, checkpoint, digest: createHash('sha256'), ...begin };
  return {
    line(text: string): void {
      state.lines += 1;
      if (state.isOver)
        throw new Problem(`Line ${state.lines} follows the end of the export and does not belong there.`);
      const line = parseLine(text, `Line ${state.lines}`);
      if (line['end'] === true) return checkEnd(state, line);
      state.digest.update(`${text}\n`);
      if (state.lines > 1) checkRecord(state, line);
      else state.range = readHeader(line, opener, checkpoint);
    },
    finish({ previous, isOver, count, range } = state): Pick<State, 'count' | 'range'> {
      if (isOver) return { count, range };
      throw new Problem(`The export was cut: it ends after record ${previous ?? 'none'}, without its last line.`);
    },
  };
}
