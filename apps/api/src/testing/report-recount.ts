import { bucketOf } from '@ostiary/domain/reports';
import { z } from 'zod';
import type { TestDeps } from './test-deps.ts';

/** Sums by `day|dim|measure|key|detail`. */
export type Counts = Map<string, number>;

const add = (counts: Counts, key: string, n = 1) => void counts.set(key, (counts.get(key) ?? 0) + n);

/** What the bank keeps now: folded figures by day and whatever is not folded yet. */
export async function keptCounts({ owner }: Pick<TestDeps, 'owner'>, report: 'kyc' | 'security'): Promise<Counts> {
  const rows = await owner<{ key: string; n: number }>(
    `select concat_ws('|', day, dim, measure, key, detail) as key, sum(n)::int as n from (
       select starts_on as day, dim, measure, key, detail, n, report from report_figure where grain = 'day'
       union all select day, dim, measure, key, detail, n, report from report_change) kept
     where report = ? group by 1 having sum(n) <> 0`,
    [report],
  );
  return new Map(rows.map(({ key, n }) => [key, n]));
}

/** What is in `now` and was not in `before`. */
export function since(now: Counts, before: Counts): Record<string, number> {
  const left = [...now].map(([key, n]) => [key, n - (before.get(key) ?? 0)] as const);
  return Object.fromEntries(left.filter(([, n]) => n !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const Recorded = z.object({
  at: z.string(),
  action: z.string(),
  actor: z.object({ id: z.string().nullable() }),
  target: z.object({ id: z.string().nullable() }),
  after: z.record(z.string(), z.unknown()).nullable(),
});
type Recorded = z.infer<typeof Recorded>;

const Reasons = z.array(z.object({ code: z.string() })).catch([]);

interface Case {
  readonly customer: string;
  readonly policy: string;
  readonly branch: string;
  submittedAt: string | null;
  firstApprover: string;
}
interface Person {
  readonly day: string;
  flags: number;
  counted: number;
}

/** What stands in the tables at the beginning, before there is a record of it. */
export interface Beginning {
  readonly cases: Map<string, Case>;
  readonly people: Map<string, Person>;
}

export async function beginningOf({ owner }: Pick<TestDeps, 'owner'>): Promise<Beginning> {
  const cases = await owner<{ id: string; customer: string; policy: string; branch: string; at: Date | null }>(
    `select id, customer_id as customer, policy_version_id as policy, coalesce(branch_id::text, '') as branch, submitted_at as at
     from kyc_application`,
  );
  const people = await owner<{ id: string; day: string; flags: number; counted: number }>(
    `select customer_id as id, registered_on::text as day, flags, counted from report_person`,
  );
  return {
    cases: new Map(
      cases.map(({ id, at, ...facts }) => [
        id,
        { ...facts, submittedAt: at && new Date(at).toISOString(), firstApprover: '' },
      ]),
    ),
    people: new Map(people.map(({ id, ...facts }) => [id, facts])),
  };
}

const STEPS = ['CONFIRMED', 'STARTED', 'SUBMITTED', 'DECIDED', 'APPROVED'];
const dayOf = (at: string) => at.slice(0, 10);

function reach(counts: Counts, person: Person | undefined, flags: number): void {
  if (!person) return;
  person.flags |= flags;
  let step = 0;
  while (step < STEPS.length && person.flags & (1 << step)) step += 1;
  for (const name of STEPS.slice(person.counted, step)) add(counts, `${person.day}|all|funnel||${name}`);
  person.counted = Math.max(person.counted, step);
}

interface Decided {
  readonly found: Case;
  readonly outcome: string;
}

function countDecision(counts: Counts, { at, actor, after }: Recorded, { found, outcome }: Decided): void {
  const by = actor.id ?? '';
  const dims = { all: '', policy: found.policy, branch: found.branch, reviewer: by };
  for (const [dim, key] of Object.entries(dims)) add(counts, `${dayOf(at)}|${dim}|decision|${key}|${outcome}`);
  for (const code of new Set(Reasons.parse(after?.reasons).map((reason) => reason.code))) {
    add(counts, `${dayOf(at)}|all|reason||${outcome}:${code}`);
    add(counts, `${dayOf(at)}|reviewer|reason|${by}|${outcome}:${code}`);
  }
  if (outcome !== 'APPROVED' && outcome !== 'REJECTED') return;
  const minutes = (Date.parse(at) - Date.parse(found.submittedAt ?? at)) / 60_000;
  for (const [dim, key] of Object.entries(dims)) add(counts, `${dayOf(at)}|${dim}|minutes|${key}|${bucketOf(minutes)}`);
}

const OUTCOMES: Record<string, string> = {
  'application.approved': 'APPROVED',
  'application.rejected': 'REJECTED',
  'application.more-requested': 'MORE',
  'application.first-approved': 'FIRST',
};
const REACHED: Record<string, number> = { APPROVED: 31, REJECTED: 15, MORE: 0, FIRST: 0 };

function countCase(counts: Counts, event: Recorded, { cases, people }: Beginning): void {
  const found = cases.get(event.target.id ?? '');
  if (!found) return;
  const person = people.get(found.customer);
  if (event.action === 'requirement.given') reach(counts, person, 2);
  if (event.action === 'application.submitted') {
    const dims = { all: '', policy: found.policy, branch: found.branch };
    const kind = found.submittedAt === null ? 'FIRST' : 'AGAIN';
    for (const [dim, key] of Object.entries(dims)) add(counts, `${dayOf(event.at)}|${dim}|handed|${key}|${kind}`);
    found.submittedAt = event.at;
    reach(counts, person, 7);
  }
  if (event.action === 'application.approval-voided')
    countDecision(counts, { ...event, actor: { id: found.firstApprover } }, { found, outcome: 'VOIDED' });
  const outcome = OUTCOMES[event.action];
  if (outcome === undefined) return;
  if (outcome === 'FIRST') found.firstApprover = event.actor.id ?? '';
  countDecision(counts, event, { found, outcome });
  reach(counts, person, REACHED[outcome] ?? 0);
}

function countPerson(counts: Counts, event: Recorded, { people }: Beginning): void {
  const id = event.target.id ?? '';
  if (event.action === 'account.created') {
    people.set(id, { day: dayOf(event.at), flags: 0, counted: 0 });
    add(counts, `${dayOf(event.at)}|all|funnel||REGISTERED`);
  }
  if (event.action === 'contact.confirmed' && event.after?.channel === 'email') reach(counts, people.get(id), 1);
}

const SECURITY: Record<string, (event: Recorded) => string[]> = {
  'login.failed': () => ['all|sign_in||FAILED'],
  'second_factor.refused': () => ['all|sign_in||SECOND_FACTOR_FAILED'],
  'account.locked': () => ['all|event||ACCOUNT_LOCKED'],
  'second_factor.locked': () => ['all|event||ACCOUNT_LOCKED'],
  'action.refused': () => ['all|event||UNAUTHORIZED_ACCESS'],
  'session.ended': ({ after }) => (after?.reason === 'TOKEN_REUSED' ? ['all|event||TOKEN_REUSE'] : []),
  'pii.revealed': ({ after, actor }) => {
    const purpose = String(after?.purpose);
    return [`all|reveal||${purpose}`, `person|reveal|${actor.id}|${purpose}`];
  },
};

async function records({ owner }: Pick<TestDeps, 'owner'>, from: Date): Promise<Recorded[]> {
  const rows = await owner<{ canonical: string }>('select canonical from audit_event where at >= ? order by at, id', [
    from,
  ]);
  return rows.map(({ canonical }) => Recorded.parse(JSON.parse(canonical)));
}

/** The KYC figures counted anew from the texts of the audit log alone, given where things stood at the beginning. */
export async function recountKyc(bank: Pick<TestDeps, 'owner'>, from: Date, beginning: Beginning): Promise<Counts> {
  const counts: Counts = new Map();
  for (const event of await records(bank, from)) {
    countPerson(counts, event, beginning);
    countCase(counts, event, beginning);
  }
  return counts;
}

/** The same for what the security report counts of the audit log. */
export async function recountSecurity(bank: Pick<TestDeps, 'owner'>, from: Date): Promise<Counts> {
  const counts: Counts = new Map();
  for (const event of await records(bank, from))
    for (const key of SECURITY[event.action]?.(event) ?? []) add(counts, `${dayOf(event.at)}|${key}`);
  return counts;
}
