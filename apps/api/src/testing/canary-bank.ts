import { pino } from 'pino';
import { canaryCount, createTestBank, type SignedInStaff, TEST_PASSWORD, type TestBank } from '../testing.ts';
import { openDoors } from './canary-doors.ts';
import { NEWCOMER } from './canary-inputs.ts';
import type { Canary } from './canary-numbers.ts';
import { canaryPerson, type Planted } from './canary-people.ts';
import { plantByApi, plantInBulk, putInQueue } from './canary-plant.ts';
import { canarySearch } from './canary-search.ts';
import { canaryWatch } from './canary-watch.ts';
import type { Caller, CanaryWorld } from './canary-world.ts';
import { raiseFor } from './fraud-alerts.ts';

const CUSTOMERS = canaryCount(250);
export const BY_API = 20;
/** One of each kind, whose cases are claimed. */
export const CLAIMED: readonly number[] = [0, 1, 2, 3, 4, 5];
const OPEN: readonly number[] = [6, 12];
/** Over the API, which takes its time; every customer written in bulk has some. */
const WITH_DOCUMENTS: readonly number[] = [0, 3, 9, 15, 18, ...OPEN];

/** As in `Array.at`: below zero from the end, where nobody is asked about in turn. */
type Someone = (at: number) => Planted;

async function plantAll(bank: TestBank): Promise<Planted[]> {
  const people = Array.from({ length: CUSTOMERS }, (_, at) => canaryPerson(at));
  const planted: Planted[] = [];
  for (const person of people.slice(0, BY_API))
    planted.push(await plantByApi(bank, person, WITH_DOCUMENTS.includes(person.at)));
  await bank.runJobs();
  planted.push(...(await plantInBulk(bank, people.slice(BY_API))));
  const waiting = planted.filter(({ person }) => !OPEN.includes(person.at));
  await putInQueue(bank, waiting);
  return planted;
}

interface Desk {
  readonly holder: SignedInStaff;
  readonly admin: SignedInStaff;
}

/** One decision that may still be undone, and two that wait for a second approval. */
async function decideSome(someone: Someone, { holder }: Desk) {
  const claimed = async (at: number) => (await holder.api.review.claim({ id: someone(at).applicationId })).case;
  const { id, version } = await claimed(9);
  await holder.api.review.approve({ id, version, hold: 10 });
  const waiting = [];
  for (const at of [15, 18]) {
    const found = await claimed(at);
    const { version: now } = await holder.api.review.approve({
      id: found.id,
      version: found.version,
      escalate: true,
      note: 'look again',
    });
    waiting.push({ id: found.id, version: now });
  }
  return { toUndo: id, toSecond: waiting[0], toDisagree: waiting[1] };
}

async function makeWorld(bank: TestBank, someone: Someone, { holder, admin }: Desk): Promise<CanaryWorld> {
  const versions = new Map<string, number>();
  for (const at of CLAIMED) {
    const { case: claimed } = await holder.api.review.claim({ id: someone(at).applicationId });
    versions.set(claimed.id, claimed.version);
  }
  const drafts = [];
  for (const code of ['in-business', 'in-individual', 'us-business'])
    drafts.push(await admin.api.policies.startDraft({ code, version: 1 }));
  const { id = '', version = 0 } = drafts.at(-1) ?? {};
  const { id: replayId } = await admin.api.policies.replay({ id, version });
  await bank.runJobs();
  await raiseFor(bank, someone(-6).applicationId, {
    score: 40,
    signals: [{ code: 'SSN_SHARED', points: 40, facts: { others: 1 } }],
  });
  const { results } = await admin.api.fraudAlerts.list({ limit: 100 });
  const alert = results.find(({ applicationId }) => applicationId === someone(-6).applicationId);
  const { customerNumber } = await admin.api.customers.get({ id: someone(-7).id });
  await bank.owner('update customer set erasure_asked_at = ? where id = ?', [bank.now(), someone(-6).id]);
  const { id: viewId } = await admin.api.views.save({ name: 'Hers, fictional', query: {} });
  const decided = await decideSome(someone, { holder, admin });
  return {
    ...decided,
    viewId,
    versions,
    drafts,
    replayId,
    alertId: alert?.alertId ?? '',
    victim: someone(0),
    toRelease: someone(2),
    toApprove: someone(3),
    toReject: someone(4),
    toReturn: someone(5),
    draftee: someone(6),
    remover: someone(12),
    signsIn: someone(-10),
    renews: someone(-9),
    leaves: someone(-8),
    erased: { ...someone(-7), customerNumber },
    held: someone(-6),
    staff: { username: admin.username, password: TEST_PASSWORD },
  };
}

async function makeCallers(bank: TestBank, someone: Someone, { holder, admin }: Desk): Promise<Caller[]> {
  const applicant = (name: string, { access, person }: Planted): Caller => ({
    name,
    access,
    password: person.password,
    own: person.at,
  });
  const member = (name: string, { access }: SignedInStaff): Caller => ({ name, access, password: TEST_PASSWORD });
  return [
    { name: 'anonymous', access: undefined, password: '' },
    applicant('applicant', someone(0)),
    applicant('another applicant', someone(6)),
    applicant('a third applicant', someone(12)),
    member('auditor', await bank.newStaff('auditor')),
    member('colleague', await bank.newStaff('reviewer')),
    member('lease holder', holder),
    member('admin', admin),
  ];
}

const tokenOf = ({ person, refresh }: Planted): Canary => ({ kind: 'refreshToken', text: refresh, owner: person.at });

/** A bank of many customers whose every identifier is a canary, its log kept in `lines`, and a watch over it. */
export async function openCanaryBank() {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const bank = await createTestBank({ deps: { log } });
  const doors = await openDoors(bank);
  const desk = { holder: await bank.staff('reviewer'), admin: await bank.staff('admin') };
  const planted = await plantAll(bank);
  const someone: Someone = (at) => {
    const found = planted.at(at);
    if (!found) throw new RangeError(`nobody is ${at}`);
    return found;
  };
  const canaries = [...planted.flatMap((one) => [...one.person.canaries, tokenOf(one)]), ...NEWCOMER.canaries];
  // Days of birth are few: only those of the people who are asked about one by one can be told apart.
  const isTold = ({ kind, owner }: Canary) => kind !== 'birthDate' || owner < BY_API || owner === NEWCOMER.at;
  const search = canarySearch(canaries.filter(isTold));
  const world = await makeWorld(bank, someone, desk);
  const callers = await makeCallers(bank, someone, desk);
  const watch = canaryWatch(search, planted);
  const close = async () => {
    await doors.close();
    await bank.close();
  };
  return { bank, doors, planted, someone, canaries, search, watch, world, callers, lines, ...desk, close };
}
export type CanaryBank = Awaited<ReturnType<typeof openCanaryBank>>;
