import { AppUser } from '@ostiary/db';
import { hashPassword } from '@ostiary/domain/crypto';
import type { Deps } from '../context.ts';
import { hireStaff } from '../demo/staff.ts';
import { type Draw, drawPaper } from './draw-paper.ts';
import { type Living, liveThrough } from './live-through.ts';
import type { Person } from './person.ts';
import { takenPaper } from './world.ts';

/** Lives at once: connections are left for others. */
const LANES = 4;
const STAFF_SINCE_HOURS = 24 * 500;

export interface Loading {
  /** The world's day, now. */
  readonly present: Date;
  /** `drawPaper` where left out. */
  readonly draw?: Draw;
  readonly onProgress?: (line: string) => void;
}

/** Throws in any environment but `local`: before a database is opened, and again before anybody is written into it. */
export function assertLocal({ OSTIARY_ENV }: Pick<Deps['env'], 'OSTIARY_ENV'>): void {
  if (OSTIARY_ENV !== 'local') throw new Error('A made-up world goes into a local bank only.');
}

/** The bank's staff, and one password for everybody. Throws in any environment but `local`. */
export async function livingIn(deps: Deps, { present, draw = drawPaper }: Loading): Promise<Living> {
  assertLocal(deps.env);
  const passwordHash = await hashPassword(deps.env.DEMO_PASSWORD, deps.keys.pepper, deps.bcryptCost);
  await hireStaff(deps, { now: new Date(present.getTime() - STAFF_SINCE_HOURS * 3_600_000), passwordHash });
  return { deps, present, passwordHash, draw };
}

/** Whoever is not there yet, by username. Throws where the bank holds another world: the two have phone numbers in common. */
export async function missingFrom(deps: Deps, people: readonly Person[]): Promise<Person[]> {
  const rows = await deps.orm.em.fork().find(AppUser, {}, { fields: ['username', 'phoneNumber'] });
  const names = new Set(rows.map(({ username }) => username));
  const phones = new Set(rows.map(({ phoneNumber }) => phoneNumber));
  const missing = people.filter(({ username }) => !names.has(username));
  if (missing.some(({ phoneNumber }) => phones.has(phoneNumber)))
    throw new Error('Another world is in this bank already; a bank holds one.');
  return missing;
}

/**
 * Fills a local bank with a world, through its own services; its staff are hired where they are missing, and whoever is
 * there already is left alone. Returns how many came. Throws in any environment but `local`.
 */
export async function loadWorld(deps: Deps, people: readonly Person[], loading: Loading): Promise<number> {
  const living = await livingIn(deps, loading);
  const byId = new Map(people.map((person) => [person.id, person]));
  const missing = await missingFrom(deps, people);
  const tries = (person: Person) => takenPaper(person, byId);
  // Whoever tries another's number comes after everybody whose number it could be.
  const waves = [
    missing.filter((person) => tries(person) === null),
    missing.filter((person) => tries(person) !== null),
  ];
  let done = 0;
  const goOn = async (wave: Person[]): Promise<void> => {
    const person = wave.shift();
    if (!person) return;
    await liveThrough(living, person, tries(person));
    done += 1;
    if (done % 100 === 0) loading.onProgress?.(`${done} of ${missing.length} people`);
    await goOn(wave);
  };
  for (const wave of waves) await Promise.all(Array.from({ length: LANES }, () => goOn(wave)));
  return missing.length;
}
