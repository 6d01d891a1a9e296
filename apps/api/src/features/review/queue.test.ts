import { QueueFilter } from '@ostiary/domain/review';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { insertCase, insertQueueCatalogue, type QueuedCase } from '../../testing/queue-rows.ts';

type Asked = Partial<Parameters<SignedInStaff['api']['review']['queue']>[0]>;

let bank: TestBank;
let reviewer: SignedInStaff;
let other: SignedInStaff;
const cases: QueuedCase[] = [];
afterAll(() => bank.close());

const STATUSES = [
  'SUBMITTED',
  'SUBMITTED',
  'IN_REVIEW',
  'PENDING_SECOND_APPROVAL',
  'ACTION_REQUIRED',
  'APPROVED',
  'WITHDRAWN',
] as const;
const BANDS = ['HIGH', 'LOW', 'UNASSESSED'] as const;
const SCORES = { HIGH: 80, MEDIUM: 40, LOW: 10, UNASSESSED: null };

/** Every property turns at a pace of its own, so that each value meets each other one; ties in every key. */
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  other = await bank.newStaff('reviewer');
  await insertQueueCatalogue(bank);
  for (let at = 0; at < 63; at++) {
    const status = STATUSES[at % STATUSES.length] ?? 'SUBMITTED';
    const risk = BANDS[at % BANDS.length] ?? 'LOW';
    const row = {
      status,
      risk,
      score: SCORES[risk],
      policy: ['us-individual', 'us-individual', 'us-business', 'in-individual'][at % 4] ?? '',
      policyVersion: at % 4 === 1 ? 9 : 1,
      signals: at % 5 === 0 ? ['SSN_SHARED', 'VELOCITY'] : at % 5 === 1 ? ['VELOCITY'] : [],
      branch: [null, 'MIDWEST', 'US-ALL'][Math.floor(at / 4) % 3] ?? null,
      assignedTo: at % 6 === 0 && status !== 'APPROVED' ? reviewer.id : at % 6 === 1 ? other.id : null,
      claimedBy: status === 'IN_REVIEW' ? (at % 2 === 0 ? reviewer.id : other.id) : null,
      submittedHoursAgo: 1 + (at % 4) * 24,
      dueInHours: [-30, 5, 5, 60, 400][at % 5] ?? 0,
    };
    cases.push(await insertCase(bank, row));
  }
}, 60_000);

const idsOf = async (filter: Asked) =>
  (await reviewer.api.review.queue({ tab: 'all', limit: 100, ...filter })).results.map(({ id }) => id);
const expected = (fits: (one: QueuedCase) => boolean) =>
  cases
    .filter(fits)
    .map(({ id }) => id)
    .toSorted();

const isOpen = ({ status }: QueuedCase) => ['SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL'].includes(status);
const isLate = (one: QueuedCase) => isOpen(one) && one.dueInHours < 0;
const hasVelocity = ({ signals }: QueuedCase) => signals.includes('VELOCITY');
const FILTERS: [string, Asked, (one: QueuedCase) => boolean][] = [
  ['what waits', { tab: 'waiting' }, (one) => one.status === 'SUBMITTED'],
  ['what one holds oneself', { tab: 'mine' }, (one) => one.claimedBy === reviewer.id],
  ['what is under review', { tab: 'in_review' }, (one) => one.status === 'IN_REVIEW'],
  ['what needs a second person', { tab: 'second_approval' }, (one) => one.status === 'PENDING_SECOND_APPROVAL'],
  ['what waits for the customer', { tab: 'action_required' }, (one) => one.status === 'ACTION_REQUIRED'],
  ['what is decided', { tab: 'decided' }, (one) => ['APPROVED', 'WITHDRAWN'].includes(one.status)],
  ['everything', {}, () => true],
  ['one status', { status: 'WITHDRAWN' }, (one) => one.status === 'WITHDRAWN'],
  ['a status that the tab has not', { tab: 'waiting', status: 'APPROVED' }, () => false],
  ['a policy in any version', { policy: 'us-individual' }, (one) => one.policy === 'us-individual'],
  ['a policy that nobody knows', { policy: 'xx' }, () => false],
  ['a country', { country: 'IN' }, (one) => one.policy.startsWith('in-')],
  ['a kind', { kind: 'business' }, (one) => one.policy === 'us-business'],
  ['country and kind', { country: 'US', kind: 'individual' }, (one) => one.policy === 'us-individual'],
  ['a risk band', { risk: 'HIGH' }, (one) => one.risk === 'HIGH'],
  ['a signal', { signal: 'SSN_SHARED' }, (one) => one.signals.includes('SSN_SHARED')],
  ['a signal of one band', { signal: 'VELOCITY', risk: 'HIGH' }, (one) => one.risk === 'HIGH' && hasVelocity(one)],
  ['a signal of what is late', { signal: 'VELOCITY', due: 'late' }, (one) => isLate(one) && hasVelocity(one)],
  [
    'a signal of what is given to nobody',
    { signal: 'VELOCITY', assignee: 'nobody' },
    (one) => one.assignedTo === null && hasVelocity(one),
  ],
  ['a signal that nobody has', { signal: 'PAN_SHARED' }, () => false],
  ['what is given to oneself', { assignee: 'me' }, (one) => one.assignedTo === reviewer.id],
  ['what is given to nobody', { assignee: 'nobody' }, (one) => one.assignedTo === null],
  ['a branch', { branch: 'MIDWEST' }, (one) => one.branch === 'MIDWEST'],
  ['a branch without cases', { branch: 'EMPTY' }, () => false],
  ['what waits longer than a day', { olderThanHours: 24 }, (one) => one.submittedHoursAgo >= 24],
  ['what is late', { due: 'late' }, isLate],
  ['what falls due within a day', { due: 'today' }, (one) => isOpen(one) && one.dueInHours === 5],
  ['what falls due within a week', { due: 'week' }, (one) => isOpen(one) && one.dueInHours > 0 && one.dueInHours < 168],
  [
    'several at once',
    { tab: 'waiting', country: 'US', branch: 'MIDWEST', risk: 'HIGH', due: 'late' },
    (one) =>
      one.status === 'SUBMITTED' &&
      one.policy.startsWith('us-') &&
      one.branch === 'MIDWEST' &&
      one.risk === 'HIGH' &&
      one.dueInHours < 0,
  ],
  [
    'a signal of a policy and an assignee',
    { signal: 'VELOCITY', policy: 'us-individual', assignee: 'nobody' },
    (one) => one.signals.includes('VELOCITY') && one.policy === 'us-individual' && one.assignedTo === null,
  ],
];

describe('a filter of the queue', () => {
  it.each(FILTERS)('shows %s, in each order, and counts it', async (_name, filter, fits) => {
    const ids = expected(fits);
    for (const sort of ['due', 'age', 'risk'] as const) {
      const page = await reviewer.api.review.queue({ tab: 'all', limit: 100, ...filter, sort });
      expect(page.results.map(({ id }) => id).toSorted()).toEqual(ids);
      expect(page).toMatchObject({ count: ids.length, more: false, next: null });
    }
  });

  it('takes another person by id, who need not exist', async () => {
    expect((await idsOf({ assignee: other.id })).toSorted()).toEqual(expected((one) => one.assignedTo === other.id));
    const nobody = QueueFilter.shape.assignee.parse('01890000-0000-7000-8000-000000000000');
    expect(await idsOf({ assignee: nobody })).toEqual([]);
  });

  it('shows who has a case, its branch and its policy, and no lease that has run out', async () => {
    const held = cases.find((one) => one.claimedBy === other.id);
    const { results } = await reviewer.api.review.queue({ tab: 'in_review', limit: 100 });
    const shown = results.find(({ id }) => id === held?.id);
    expect(shown).toMatchObject({
      claimedBy: { id: other.id, name: 'Test reviewer' },
      policy: held?.policy,
      customerId: held?.number,
    });
    const given = cases.find((one) => one.assignedTo === reviewer.id && one.branch === 'MIDWEST');
    const all = await reviewer.api.review.queue({ tab: 'all', assignee: 'me', branch: 'MIDWEST' });
    expect(all.results.find(({ id }) => id === given?.id)).toMatchObject({
      branch: 'Midwest',
      assignee: { id: reviewer.id },
    });
  });
});

const KEYS = {
  due: (one: QueuedCase) => [one.dueInHours, -one.submittedHoursAgo],
  age: (one: QueuedCase) => [-one.submittedHoursAgo],
  risk: (one: QueuedCase) => [one.score === null ? 1 : -one.score, one.dueInHours],
};

function compare(sort: keyof typeof KEYS) {
  return (left: QueuedCase, right: QueuedCase) => {
    const [mine, theirs] = [KEYS[sort](left), KEYS[sort](right)];
    const differing = mine.findIndex((key, at) => key !== theirs[at]);
    if (differing >= 0) return (mine[differing] ?? 0) - (theirs[differing] ?? 0);
    return left.id < right.id ? -1 : 1;
  };
}

async function readAll(filter: Asked): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await reviewer.api.review.queue({ tab: 'all', limit: 4, ...filter, ...(cursor && { cursor }) });
    seen.push(...page.results.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return seen;
}

describe('an order of the queue', () => {
  it.each(['due', 'age', 'risk'] as const)('by %s is kept across pages, ties and all', async (sort) => {
    const sorted = (fits: (one: QueuedCase) => boolean) =>
      cases
        .filter(fits)
        .toSorted(compare(sort))
        .map(({ id }) => id);
    expect(await readAll({ sort })).toEqual(sorted(() => true));
    expect(await readAll({ sort, signal: 'VELOCITY' })).toEqual(sorted((one) => one.signals.includes('VELOCITY')));
  });

  it('refuses the cursor of another order, and a forged one', async () => {
    const { next } = await reviewer.api.review.queue({ tab: 'all', limit: 4, sort: 'risk' });
    const forged = (key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
    const [id] = cases.map((one) => one.id);
    const moment = '2026-11-21 10:00:00+00';
    const cursors = [
      next ?? '',
      'nonsense',
      forged(['due', moment, id]),
      forged(['due', moment, '0000-01-01', id]),
      forged(['age', moment, id]),
    ];
    for (const cursor of cursors) {
      const problem = { cause: { code: 'INVALID_INPUT', fields: { cursor: [{ code: 'INVALID' }] } } };
      await expect(reviewer.api.review.queue({ tab: 'all', sort: 'due', cursor })).rejects.toMatchObject(problem);
    }
    await expect(reviewer.api.review.queue({ tab: 'all', sort: 'age', cursor: cursors[4] })).resolves.toBeDefined();
  });
});

describe('what the filters offer', () => {
  it('is each policy once, the branches, and who may claim', async () => {
    const blocked = await bank.newStaff('reviewer');
    await bank.owner('update app_user set is_blocked = true where id = ?', [blocked.id]);
    const auditor = await bank.staff('auditor');
    const { policies, branches, reviewers } = await auditor.api.review.choices();
    expect(policies.filter(({ code }) => code === 'us-individual')).toEqual([
      { code: 'us-individual', title: 'Newer title', country: 'US' },
    ]);
    expect(branches.map(({ code }) => code)).toEqual(['MIDWEST', 'EMPTY', 'US-ALL']);
    const ids = reviewers.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([reviewer.id, other.id]));
    expect(ids).not.toContain(blocked.id);
    expect(ids).not.toContain(auditor.id);
    expect(ids).not.toContain(cases[0]?.customerId);
  });
});

describe('one’s own case', () => {
  it('is in no list that one reads, but in a colleague’s', async () => {
    const both = await bank.newStaff('reviewer');
    await bank.owner(
      `insert into customer (id, customer_number, country, created_at, updated_at) values (?, 'CUST9999999990', 'US', now(), now())`,
      [both.id],
    );
    const { id } = await insertCase(bank, { signals: ['OWNER_SHARED'] });
    await bank.owner('update kyc_application set customer_id = ? where id = ?', [both.id, id]);
    for (const filter of [{ signal: 'OWNER_SHARED' }, { tab: 'waiting' }] as const) {
      const seenBy = async ({ api }: SignedInStaff) =>
        (await api.review.queue({ tab: 'all', limit: 100, ...filter })).results.map((one) => one.id);
      expect(await seenBy(other)).toContain(id);
      expect(await seenBy(both)).not.toContain(id);
    }
  });
});
