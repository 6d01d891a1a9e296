import type { NotificationKind } from '@ostiary/domain/notifications';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../../context.ts';
import { staffWith } from './people.service.ts';
import { QUIETLY } from './tell.service.ts';

type DueKind = Extract<NotificationKind, 'CASE_DUE_SOON' | 'CASE_LATE'>;
type Em = Deps['orm']['em'];

/** So many cases in one transaction; more wait for the next minute. */
const BATCH = 1_000;

/** What tells who can do something about a case. */
export interface CaseToTell {
  readonly id: ApplicationId;
  readonly customer_id: UserId;
  readonly status: string;
  readonly branch_id: string | null;
  readonly keeper: UserId | null;
  /** Who gave the first of two approvals. */
  readonly approved_by: UserId | null;
}

const OPEN = `status in ('SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL') and late_told_at is null`;

/** Soon: after 80 % of the time or four hours before its end, whichever is later. */
const DUE = {
  CASE_DUE_SOON: {
    column: 'due_soon_told_at',
    isDue: `due_soon_told_at is null and due_at > bank_now() and due_at <= bank_now() + interval '4 hours'
      and submitted_at + (due_at - submitted_at) * 0.8 <= bank_now()`,
  },
  CASE_LATE: { column: 'late_told_at', isDue: 'due_at <= bank_now()' },
} as const satisfies Record<DueKind, { column: string; isDue: string }>;

const mark = ({ column, isDue }: (typeof DUE)[DueKind]) => `
  update kyc_application set ${column} = bank_now() where id in (
    select id from kyc_application where ${OPEN} and ${isDue} order by due_at, id limit ${BATCH} for update skip locked)
  returning id, customer_id, status, branch_id, coalesce(claimed_by, assigned_to) as keeper,
    (select decided_by from kyc_decision d where d.application_id = kyc_application.id
       and d.round = kyc_application.round and d.stage = 1 and d.voided_at is null) as approved_by`;

/** Another case within the hour counts the same notice up, and makes it unread again. */
const TELL = `
  insert into notification (id, user_id, kind, application_id, facts, event, created_at, read_at)
  select t.id, t.user_id, t.kind, t.application_id, jsonb_build_object('count', t.count), t.event, t.at, ${QUIETLY}
  from (select told.*, ?::text as kind, ?::text as event, bank_now() as at, 'DUE' as topic
    from jsonb_to_recordset(?::jsonb) as told (id uuid, user_id uuid, application_id uuid, count text)) t
  on conflict (user_id, event) do update set application_id = null, read_at = excluded.read_at, facts = jsonb_build_object('count',
    ((notification.facts ->> 'count')::int + (excluded.facts ->> 'count')::int)::text)`;

/** Everybody who may take a case of that standing and branch; each kind is asked for once. */
function anybodyFor(em: Em) {
  const asked = new Map<string, Promise<UserId[]>>();
  return ({ status, branch_id: branchId }: CaseToTell): Promise<UserId[]> => {
    const permission = status === 'PENDING_SECOND_APPROVAL' ? 'review.approve-second' : 'review.claim';
    const key = `${permission} ${branchId}`;
    const people =
      asked.get(key) ?? staffWith({ em }, permission, { branchId }).then((found) => found.map(({ id }) => id));
    asked.set(key, people);
    return people;
  };
}

/** Who can do something about each case: who has it, else everybody who may take it; never the applicant. */
async function casesByPerson(em: Em, cases: readonly CaseToTell[]): Promise<Map<UserId, ApplicationId[]>> {
  const anybody = anybodyFor(em);
  const found = new Map<UserId, ApplicationId[]>();
  for (const due of cases) {
    const { id, customer_id, keeper, approved_by } = due;
    for (const person of keeper === null ? await anybody(due) : [keeper])
      if (person !== customer_id && person !== approved_by) found.set(person, [...(found.get(person) ?? []), id]);
  }
  return found;
}

interface Counted {
  readonly kind: NotificationKind;
  readonly cases: readonly CaseToTell[];
  readonly now: Date;
}

/** One notice for each person and hour, which counts its cases. */
export async function tellCounted(em: Em, { kind, cases, now }: Counted): Promise<void> {
  if (cases.length === 0) return;
  const people = [...(await casesByPerson(em, cases))].toSorted(([left], [right]) => left.localeCompare(right, 'en'));
  const event = `${kind}:${now.toISOString().slice(0, 13)}`;
  const told = people.map(([person, ids]) => {
    const count = String(ids.length);
    return { id: uuidv7(), user_id: person, application_id: ids.length === 1 ? ids[0] : null, count };
  });
  await em.execute(TELL, [kind, event, JSON.stringify(told)]);
}

async function tellOf(em: Em, kind: DueKind, now: Date): Promise<number> {
  const cases = await em.execute<CaseToTell[]>(mark(DUE[kind]));
  await tellCounted(em, { kind, cases, now });
  return cases.length;
}

/** Tells once that cases are due soon, and once that they are late: one notice for each person and hour. */
export async function tellOfDueCases({ orm, clock }: Deps): Promise<number> {
  const now = clock();
  const tell = (kind: DueKind) => orm.em.fork().transactional((em) => tellOf(em, kind, now));
  return (await tell('CASE_LATE')) + (await tell('CASE_DUE_SOON'));
}
