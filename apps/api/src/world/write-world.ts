import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSha256, sha256 } from '@ostiary/domain/crypto';
import { drawPaper } from './draw-paper.ts';
import type { Person } from './person.ts';
import { peopleOf, truthLine, type WorldOptions } from './world.ts';

/** Drawings at once: each keeps one core busy while another is compressed. */
const LANES = 4;

interface DrawnPaper {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Every paper of one person, in order, with where it lies in the folder. */
export async function drawPapersOf(person: Person): Promise<DrawnPaper[]> {
  const drawn: DrawnPaper[] = [];
  for (const plan of person.papers)
    drawn.push({ path: `documents/${person.id}/${plan.fileName}`, bytes: await drawPaper(person, plan) });
  return drawn;
}

async function* inOrder(people: readonly Person[]): AsyncGenerator<{ person: Person; papers: DrawnPaper[] }> {
  for (let at = 0; at < people.length; at += LANES) {
    const few = people.slice(at, at + LANES);
    const papers = await Promise.all(few.map(drawPapersOf));
    for (const [index, person] of few.entries()) yield { person, papers: papers[index] ?? [] };
  }
}

const lineOf = (text: string) => Buffer.from(`${text}\n`);
const sumLine = (path: string, bytes: Buffer) => `${sha256(bytes).toString('hex')}  ${path}`;

/** SHA-256 over the lines of the truth table alone, hex: the people without their drawings. */
export function truthHash(people: readonly Person[]): string {
  const hash = createSha256();
  for (const person of people) hash.update(lineOf(truthLine(person)));
  return hash.digest().toString('hex');
}

/** What takes a file of the world; nothing is kept in memory. */
export type Keep = (path: string, bytes: Buffer) => Promise<void>;

export interface WorldHashes {
  readonly truth: string;
  /** SHA-256 over every line of the truth table, each followed by the lines `<sha256>  <path>` of that person's files. */
  readonly world: string;
  readonly documents: number;
}

/** Draws a whole world, person by person, and hashes it. */
export async function drawWorld(people: readonly Person[], keep: Keep): Promise<WorldHashes> {
  const hash = createSha256();
  let documents = 0;
  for await (const { person, papers } of inOrder(people)) {
    hash.update(lineOf(truthLine(person)));
    for (const { path, bytes } of papers) {
      hash.update(lineOf(sumLine(path, bytes)));
      documents += 1;
      await keep(path, bytes);
    }
  }
  return { truth: truthHash(people), world: hash.digest().toString('hex'), documents };
}

/** Writes `truth.jsonl`, `SHA256SUMS` and `documents/` into a folder. */
export async function writeWorld(options: WorldOptions, folder: string): Promise<WorldHashes> {
  const people = peopleOf(options);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'truth.jsonl'), people.map((person) => `${truthLine(person)}\n`).join(''));
  const sums = await open(join(folder, 'SHA256SUMS'), 'w');
  try {
    return await drawWorld(people, async (path, bytes) => {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), bytes);
      await sums.write(lineOf(sumLine(path, bytes)));
    });
  } finally {
    await sums.close();
  }
}
