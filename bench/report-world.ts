import { Client } from 'pg';

/** Chance of one row, from 0 to 1, the same in every run; `salt` makes it another. */
const chance = (salt: number) => `(hashint4(f.n + ${salt}) / 4294967296.0 + 0.5)`;

const REASONS = `'{OUT_OF_POLICY,NAME_MISMATCH,DOCUMENT_UNREADABLE,DOCUMENT_EXPIRED,NUMBER_INVALID,FRAUD_SUSPECTED}'::text[]`;
const TYPES = `'{FAILED_LOGIN,FAILED_LOGIN,FAILED_LOGIN,ACCOUNT_LOCKED,UNAUTHORIZED_ACCESS,SUSPICIOUS_ACTIVITY,TOKEN_REUSE}'::text[]`;
const OUTCOMES = `'{SUCCEEDED,SUCCEEDED,SUCCEEDED,SUCCEEDED,SECOND_FACTOR_ASKED,FAILED,FAILED,LOCKED,THROTTLED}'::text[]`;
/** One in ten signs in from one of twenty networks that guess. */
const NETWORK = `'10.' || f.n / 10 % 20 || '.1.1'`;

const decisions = `
  insert into kyc_decision (id, application_id, round, stage, kind, decided_by, decided_at, reasons, application_version, evidence_hash, audit_id)
  select gen_random_uuid(), a.id, 1, 1, case when a.status = 'REJECTED' then 'REJECT' else 'APPROVE' end, d.id,
    least(a.submitted_at + interval '1 minute' * 2 ^ (1 + 13 * ${chance(31)}), now()),
    case when a.status = 'REJECTED' then jsonb_build_array(jsonb_build_object('code', (${REASONS})[1 + floor(5.99 * ${chance(32)})::integer])) else '[]' end,
    1, sha256('x'), gen_random_uuid()
  from fate f join kyc_application a on a.id = f.id
    join desk d on d.n = floor(${chance(33)} * (select count(*) from desk))::integer
  where a.status in ('APPROVED', 'REJECTED', 'EXPIRED')`;

/** What the applications of queue-world.ts have behind them: steps, decisions, sign-ins, events and reveals of three years. */
const FILL = [
  `update app_user u set email_confirmed_at = null from fate f where u.id = f.person and ${chance(1)} >= 0.93`,
  `insert into requirement_state (id, application_id, code, given_at)
   select gen_random_uuid(), f.id, 'identity', f.at from fate f where ${chance(2)} < 0.97`,
  `insert into application_event (id, application_id, kind, at, actor_id)
   select gen_random_uuid(), a.id, kind, a.submitted_at, a.customer_id
   from fate f join kyc_application a on a.id = f.id cross join unnest('{submitted,resubmitted}'::text[]) kind
   where a.submitted_at is not null and (kind = 'submitted' or ${chance(3)} < 0.12)`,
  decisions,
  `insert into login_activity (id, at, door, outcome, user_id, identifier_hash, ip, user_agent)
   select gen_random_uuid(), f.at + tries * interval '3 hours', case when ${chance(4)} < 0.9 then 'customer' else 'staff' end,
     (${OUTCOMES})[1 + (f.n + tries) % 9], f.person, sha256(int4send(f.n)), (case when f.n % 10 = 0 then ${NETWORK} else '172.' || f.n % 200 || '.' || f.n % 250 || '.1' end)::inet, ''
   from fate f cross join generate_series(0, 1) tries`,
  `insert into security_event (id, event_type, severity, ip_address, description, metadata, created_at)
   select gen_random_uuid(), kind, 'LOW', '10.0.0.1', '',
     case when kind = 'SUSPICIOUS_ACTIVITY' then jsonb_build_object('signal', 'MANY_ACCOUNTS', 'subject', ${NETWORK}) end, f.at
   from fate f cross join lateral (select (${TYPES})[1 + floor(6.99 * ${chance(5)})::integer] as kind) k where f.n % 10 = 0`,
  `insert into pii_reveal (id, customer_id, field, purpose, revealed_by, revealed_at, expires_at, audit_id)
   select gen_random_uuid(), f.person, 'ssn', 'MATCH_DOCUMENT', d.id, f.at, f.at, gen_random_uuid()
   from fate f join desk d on d.n = f.n % (select count(*) from desk) where f.n % 20 = 0`,
  'select rebuild_report_figures()',
  // All of the past went through it; a bank's own is as small as its busiest minute.
  'vacuum full report_change',
  // What comes in within the minute between two folds on a busy day.
  `insert into report_change (report, day, dim, measure, key, detail, n)
   select 'kyc', current_date, 'all', 'decision', '', 'APPROVED', 1 from generate_series(1, 5000)
   union all select 'security', current_date, 'all', 'sign_in', '', 'SUCCEEDED', 1 from generate_series(1, 5000)`,
  'vacuum (analyze)',
];

/** Gives a bank that `fillBank` has filled a past to report on. */
export async function fillPast(superuserUrl: string): Promise<void> {
  const db = new Client({ connectionString: Object.assign(new URL(superuserUrl), { pathname: '/ostiary' }).href });
  await db.connect();
  try {
    await db.query('set session_replication_role = replica');
    for (const statement of FILL) await db.query(statement);
  } finally {
    await db.end();
  }
}
