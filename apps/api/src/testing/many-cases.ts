import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import { loadFast } from '../world/fast-load.ts';
import type { Person } from '../world/person.ts';
import { peopleOf } from '../world/world.ts';
import { publicCaller, type PublicCaller } from './callers.ts';
import { wholeSignIn } from './people.ts';
import type { TestDeps } from './test-deps.ts';

export interface WaitingCase {
  readonly id: ApplicationId;
  readonly customerId: UserId;
  readonly username: string;
}

/** One in so many of a world is a US applicant with an SSN and nothing to find, on them or on who copied from them. */
const SHARE = 30;
const SEED = 5;

const isPlain = ({ pack, step, facts, given, expected: { reason, signals } }: Person) =>
  pack === 'us-individual' &&
  step === null &&
  facts.length === 0 &&
  reason === null &&
  given.some(({ code }) => code === 'ssn') &&
  signals.every((code) => code === 'CONTACT_NEW');

/** So many applications that wait for a reviewer, written as rows: for tests and benches that need more than a few. */
export async function waitingCases(bank: TestDeps, count: number): Promise<WaitingCase[]> {
  const present = bank.now();
  const asOf = present.toISOString().slice(0, 10);
  const people = peopleOf({ seed: SEED, customers: 400 + count * SHARE, asOf })
    .filter(isPlain)
    .slice(0, count)
    .map((person) => ({ ...person, state: 'SUBMITTED' as const }));
  if (people.length < count) throw new Error(`only ${people.length} of ${count} applicants`);
  await loadFast(bank.deps, people, { present });
  return bank.owner<WaitingCase>(
    `select a.id, a.customer_id as "customerId", u.username from kyc_application a join app_user u on u.id = a.customer_id
     where a.status = 'SUBMITTED' order by a.id`,
  );
}

/** The applicant at the customer door. */
export async function applicantOf(bank: TestDeps, { username }: WaitingCase): Promise<PublicCaller> {
  const password = bank.deps.env.DEMO_PASSWORD;
  const { access } = wholeSignIn(await publicCaller(bank.deps).auth.login({ username, password }));
  return publicCaller(bank.deps, { access });
}
