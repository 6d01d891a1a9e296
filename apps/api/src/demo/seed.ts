import { AppUser } from '@ostiary/db';
import { hashPassword } from '@ostiary/domain/crypto';
import type { Deps } from '../context.ts';
import type { Draw } from '../world/draw-paper.ts';
import { applicant, APPLICANT_NAMES } from './applicants.ts';
import { openBranches } from './branches.ts';
import { moveIn } from './neighbours.ts';
import { hireStaff } from './staff.ts';
import { STORIES } from './stories.ts';
import { beginStory } from './story.ts';

/** Stories told at once: drawing and sealing keep two cores busy, and connections are left for others. */
const LANES = 4;
const STAFF_SINCE_HOURS = 24 * 30;

interface Filling {
  readonly onProgress?: (line: string) => void;
  /** How the papers of the synthetic part are drawn; each for itself where left out. */
  readonly draw?: Draw;
}

/** The thirteen that the README names, each with a story of their own. */
async function tellStories(deps: Deps, present: Date, onProgress: Filling['onProgress']): Promise<void> {
  const people = APPLICANT_NAMES.map((name) => ({ name, applicant: applicant(name) }));
  const known = await deps.orm.em
    .fork()
    .find(AppUser, { username: { $in: ['reviewer', ...people.map((person) => person.applicant.username)] } });
  const isKnown = (username: string) => known.some((user) => user.username === username);
  const missing = people.filter((person) => !isKnown(person.applicant.username));
  if (isKnown('reviewer') && missing.length === 0) return;

  onProgress?.(`Filling the demo bank with ${missing.length} fictional applicants`);
  const passwordHash = await hashPassword(deps.env.DEMO_PASSWORD, deps.keys.pepper, deps.bcryptCost);
  const since = new Date(present.getTime() - STAFF_SINCE_HOURS * 3_600_000);
  await openBranches(deps, since);
  await hireStaff(deps, { now: since, passwordHash });
  const tellNext = async (): Promise<void> => {
    const next = missing.shift();
    if (!next) return;
    const teller = { deps, applicant: next.applicant, present, passwordHash };
    await STORIES[next.name]({
      applicant: next.applicant,
      present,
      begin: (startedAgo) => beginStory(teller, startedAgo),
    });
    await tellNext();
  };
  await Promise.all(Array.from({ length: LANES }, tellNext));
}

/**
 * Fills an empty local bank with three branches, four staff and 53 applicants, all fictional, through the bank's own services.
 * Whoever is there already is left alone, so that a run that was cut short can be finished by the next.
 */
export async function seedDemo(deps: Deps, { onProgress, ...drawing }: Filling = {}): Promise<void> {
  const present = deps.clock();
  await tellStories(deps, present, onProgress);
  await moveIn(deps, { present, ...(onProgress && { onProgress }), ...drawing });
}
