import type { ApplicationStatus } from '@ostiary/domain/application';
import { z } from 'zod';
import { cellsOf } from './cells.ts';
import { chance } from './chance.ts';
import { type Draft, draftOf, type Making } from './draft.ts';
import { givenBy } from './given.ts';
import { openRows, reasonFor, type Sharing, sharingOf, signalsFor } from './outcome.ts';
import { paperPlansOf } from './paper-plans.ts';
import { countryOf, type Person } from './person.ts';
import { plantAll } from './plants.ts';

/** Beyond this, phone numbers would leave the exchange that belongs to nobody. */
const MOST_CUSTOMERS = 150_000;

export const WorldOptions = z.strictObject({
  seed: z.coerce.number().int().min(0).max(999_999),
  customers: z.coerce.number().int().min(1).max(MOST_CUSTOMERS),
  /** The world's day: birth dates, papers and ages of applications are counted from it. */
  asOf: z.iso.date(),
});
export type WorldOptions = z.infer<typeof WorldOptions>;

/** The day of a world that nobody gave one. */
export const WORLD_DAY = '2026-11-21';

/** Hours between the beginning of an application and now, so that its state is a likely one. */
const AGES: Readonly<Record<ApplicationStatus, readonly [number, number]>> = {
  INCOMPLETE: [2, 480],
  SUBMITTED: [3, 40],
  IN_REVIEW: [6, 48],
  PENDING_SECOND_APPROVAL: [12, 60],
  ACTION_REQUIRED: [24, 240],
  APPROVED: [48, 600],
  REJECTED: [48, 600],
  WITHDRAWN: [24, 600],
  EXPIRED: [9_600, 10_000],
};

function drawAge({ cell, id }: Draft, seed: number): number {
  const [from, to] = AGES[cell.state];
  return chance(`${seed} age ${id}`).int(from, to);
}

function personOf(draft: Draft, making: Making, sharing: Sharing): Person {
  const { id, index, cell, phoneNumber, firstName, lastName, dateOfBirth, address, facts } = draft;
  const startedHoursAgo = drawAge(draft, making.seed);
  const reason = reasonFor(draft);
  const given = givenBy(draft);
  const username = `${firstName.toLowerCase()}.${making.seed}.${index}`;
  return {
    id,
    ...cell,
    username,
    email: `${username}@example.com`,
    phoneNumber,
    language: countryOf(cell.pack) === 'IN' && index % 3 === 0 ? 'hi' : 'en',
    firstName,
    lastName,
    dateOfBirth,
    address,
    startedHoursAgo,
    given,
    papers: paperPlansOf(draft, { ...making, startedHoursAgo, reason }),
    facts,
    expected: {
      signals: signalsFor(draft, given, sharing),
      open: openRows(draft, reason),
      reason,
    },
  };
}

/** Everybody of a world, in order. Pure: the same options give the same people, down to the last digit. */
export function peopleOf({ seed, customers, asOf }: WorldOptions): Person[] {
  const making = { seed, asOf };
  const drafts = plantAll(
    seed,
    cellsOf(seed, customers).map((cell, index) => draftOf(making, index, cell)),
  );
  const sharing = sharingOf(drafts, drafts.map(givenBy));
  return drafts.map((draft) => personOf(draft, making, sharing));
}

/** The paper of another person whose number somebody tried to give as theirs, or null where nobody did. */
export function takenPaper(person: Person, people: ReadonlyMap<string, Person>): Person['papers'][number] | null {
  const fact = person.facts.find(({ plant }) => plant === 'taken_document_number');
  const owner = fact?.of === undefined ? undefined : people.get(fact.of);
  return owner?.papers.find(({ requirement }) => requirement === 'photo_id') ?? null;
}

/** The truth table: one JSON line a person. */
export const truthLine = (person: Person) => JSON.stringify(person);
