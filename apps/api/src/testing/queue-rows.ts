import type { ApplicationStatus, RiskBand } from '@ostiary/domain/application';
import { customerNumber } from '@ostiary/domain/identifiers';
import { ApplicationId, UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { TestDeps } from './test-deps.ts';

const HOUR = 3_600_000;

/** One case of the queue, by what it is found and sorted by. */
export interface QueueRow {
  readonly status: ApplicationStatus;
  readonly policy: string;
  readonly policyVersion: number;
  readonly risk: RiskBand;
  readonly score: number | null;
  readonly signals: readonly string[];
  readonly branch: string | null;
  readonly assignedTo: string | null;
  readonly claimedBy: string | null;
  readonly submittedHoursAgo: number;
  readonly dueInHours: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly businessName: string | null;
}

export interface QueuedCase extends QueueRow {
  readonly id: ApplicationId;
  readonly customerId: UserId;
  readonly number: string;
  readonly email: string;
}

const USUAL: QueueRow = {
  status: 'SUBMITTED',
  policy: 'us-individual',
  policyVersion: 1,
  risk: 'LOW',
  score: 10,
  signals: [],
  branch: null,
  assignedTo: null,
  claimedBy: null,
  submittedHoursAgo: 1,
  dueInHours: 23,
  firstName: 'Avery',
  lastName: 'Stone',
  businessName: null,
};

let made = 0;

/** Puts a case where it should be, past the edges that lead there; what counts it is told. */
export async function insertCase(
  { owner, now }: Pick<TestDeps, 'owner' | 'now'>,
  changes: Partial<QueueRow> = {},
): Promise<QueuedCase> {
  const row = { ...USUAL, ...changes };
  const [id, customerId] = [ApplicationId.parse(uuidv7()), UserId.parse(uuidv7())];
  made += 1;
  const number = customerNumber(String(made).padStart(9, '0'));
  const email = `queued${made}@example.com`;
  const at = (hours: number) => new Date(now().getTime() + hours * HOUR);
  const wish = row.assignedTo === null ? null : now();
  const claim = row.claimedBy === null ? null : now();
  await owner(`insert into app_user (id, username, email, created_at, updated_at) values (?, ?, ?, ?, ?)`, [
    customerId,
    `queued${made}`,
    email,
    now(),
    now(),
  ]);
  await owner(
    `insert into customer (id, customer_number, first_name, last_name, business_name, country, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      customerId,
      number,
      row.firstName,
      row.lastName,
      row.businessName,
      row.policy.slice(0, 2).toUpperCase(),
      now(),
      now(),
    ],
  );
  await owner('alter table kyc_application disable trigger kyc_application_edge');
  await owner(
    `insert into kyc_application (id, customer_id, policy_version_id, status, risk_band, risk_score, risk_assessed_at, signal_codes,
       branch_id, assigned_to, assigned_by, assigned_at, claimed_by, claimed_at, lease_expires_at, submitted_at, due_at, created_at, updated_at)
     select ?, ?, v.id, ?, ?, ?::smallint, ?::timestamptz, ?::text[], (select id from branch where code = ?::text),
       ?::uuid, ?::uuid, ?::timestamptz, ?::uuid, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?, ?
     from policy_version v where v.code = ? and v.version = ?`,
    [
      id,
      customerId,
      row.status,
      row.risk,
      row.score,
      row.score === null ? null : now(),
      `{${row.signals.join(',')}}`,
      row.branch,
      row.assignedTo,
      row.assignedTo,
      wish,
      row.claimedBy,
      claim,
      row.claimedBy === null ? null : at(0.2),
      row.status === 'INCOMPLETE' ? null : at(-row.submittedHoursAgo),
      at(row.dueInHours),
      now(),
      now(),
      row.policy,
      row.policyVersion,
    ],
  );
  await owner('alter table kyc_application enable trigger kyc_application_edge');
  return { ...row, id, customerId, number, email };
}

/** Three branches, and a newer version (9) of the policy of US individuals. */
export async function insertQueueCatalogue({ owner }: Pick<TestDeps, 'owner'>): Promise<void> {
  await owner(
    `insert into branch (id, code, name, country, regions, created_at)
     values (gen_random_uuid(), 'MIDWEST', 'Midwest', 'US', '{IL,OH}', now()), (gen_random_uuid(), 'US-ALL', 'US online', 'US', '{}', now()),
       (gen_random_uuid(), 'EMPTY', 'Nobody’s', 'IN', '{KA}', now())`,
  );
  await owner(
    `insert into policy_version (id, code, version, body, published_at)
     select gen_random_uuid(), code, 9, body || '{"title": "Newer title"}', now() from policy_version where code = 'us-individual' and version = 1`,
  );
}
