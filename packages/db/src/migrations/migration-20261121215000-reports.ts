import { Migration } from '@mikro-orm/migrations';

/** What one decision is in the reports; a first approval of two, which its record tells, decides nothing yet. */
export const decisionOutcome = (decision: string) =>
  `case when ${decision}.kind = 'REQUEST_MORE' then 'MORE' when ${decision}.kind = 'REJECT' then 'REJECTED'
    when exists (select from audit_event e where e.id = ${decision}.audit_id and e.action = 'application.first-approved') then 'FIRST'
    else 'APPROVED' end`;

/** Kept figures of the reports: differences by day, folded once a minute as the queue's counts are (decision 012). */
export class Migration20261121215000Reports extends Migration {
  override up(): void {
    this.addSql(TABLES);
    this.addSql(PEOPLE);
    this.addSql(CASES);
    this.addSql(SECURITY);
  }
}

const TABLES = `
  -- Counts alone, nothing of a person; they stay when what was counted is removed or erased. Months repeat their days,
  -- so that a long period reads few rows.
  create table report_figure (
    report text not null check (report in ('kyc', 'security')),
    grain text not null check (grain in ('day', 'month')),
    dim text not null,
    starts_on date not null,
    measure text not null,
    key text not null,
    detail text not null,
    n bigint not null,
    primary key (report, grain, dim, measure, starts_on, key, detail) include (n)
  );
  create table report_change (
    id bigint generated always as identity primary key,
    report text not null,
    day date not null,
    dim text not null,
    measure text not null,
    key text not null,
    detail text not null,
    n integer not null
  );
  -- How far each person has come and what of it is counted, so that no step of the funnel counts anybody twice.
  create table report_person (
    customer_id uuid primary key references customer on delete cascade,
    registered_on date not null,
    flags integer not null default 0,
    counted smallint not null default 0
  );
  -- Days are those of UTC.
  create function report_day(at timestamptz) returns date language sql immutable parallel safe
    return (at at time zone 'UTC')::date;
  -- Eight buckets to each doubling of a time in minutes, at least one minute (packages/domain/src/reports/histogram.ts).
  create function report_bucket(took interval) returns integer language sql immutable parallel safe
    return least(167, floor(8 * ln(greatest(extract(epoch from took)::float8 / 60, 1)) / ln(2))::integer);
  create function count_figure(report text, at timestamptz, measure text, detail text, dims text[], keys text[])
    returns void language sql as $$
    insert into report_change (report, day, dim, measure, key, detail, n)
    select report, report_day(at), d.dim, measure, coalesce(d.key, ''), detail, 1 from unnest(dims, keys) d (dim, key)
  $$;
  create function fold_report_figures() returns void language sql as $$
    with gone as (delete from report_change returning report, day, dim, measure, key, detail, n)
    insert into report_figure as kept (report, grain, dim, starts_on, measure, key, detail, n)
    select report, grain, dim, starts_on, measure, key, detail, sum(n) from gone
      cross join lateral (values ('day', day), ('month', date_trunc('month', day)::date)) g (grain, starts_on)
    group by report, grain, dim, measure, starts_on, key, detail
    order by report, grain, dim, measure, starts_on, key, detail
    on conflict (report, grain, dim, measure, starts_on, key, detail) do update set n = kept.n + excluded.n
  $$;
`;

const PEOPLE = `
  -- Bits: 1 e-mail confirmed, 2 began, 4 handed in, 8 decided, 16 approved. A step counts once all before it are there.
  create function report_steps(flags integer) returns smallint language sql immutable parallel safe
    return (case when flags & 1 = 0 then 0 when flags & 2 = 0 then 1 when flags & 4 = 0 then 2
      when flags & 8 = 0 then 3 when flags & 16 = 0 then 4 else 5 end)::smallint;
  create function report_reached(person uuid, more integer) returns void language plpgsql as $$
  declare
    known report_person;
  begin
    select * into known from report_person where customer_id = person;
    if not found or known.flags & more = more then return; end if;
    update report_person set flags = flags | more where customer_id = person returning * into known;
    insert into report_change (report, day, dim, measure, key, detail, n)
    select 'kyc', known.registered_on, 'all', 'funnel', '', (array['CONFIRMED', 'STARTED', 'SUBMITTED', 'DECIDED', 'APPROVED'])[step], 1
    from generate_series(known.counted + 1, report_steps(known.flags)) step;
    update report_person set counted = report_steps(known.flags) where customer_id = person;
  end $$;

  -- All of them at the end of the transaction: there they see whole what was written, and wait for no row while it works.
  create function report_registered() returns trigger language plpgsql as $$
  begin
    insert into report_person (customer_id, registered_on)
    select id, report_day(created_at) from customer where id = new.id on conflict do nothing;
    if not found then return null; end if;
    perform count_figure('kyc', new.created_at, 'funnel', 'REGISTERED', '{all}', '{""}');
    perform report_reached(new.id, 1) from app_user where id = new.id and email_confirmed_at is not null and erased_at is null;
    return null;
  end $$;
  create constraint trigger customer_reported after insert on customer
    deferrable initially deferred for each row execute function report_registered();
  create function report_confirmed() returns trigger language plpgsql as $$
  begin
    perform report_reached(new.id, 1);
    return null;
  end $$;
  -- Erasing somebody confirms an address that is none.
  create constraint trigger app_user_confirmed_reported after update of email_confirmed_at on app_user
    deferrable initially deferred for each row
    when (old.email_confirmed_at is null and new.email_confirmed_at is not null and new.erased_at is null)
    execute function report_confirmed();
  create function report_started() returns trigger language plpgsql as $$
  begin
    perform report_reached(a.customer_id, 2) from kyc_application a where a.id = new.application_id;
    return null;
  end $$;
  create constraint trigger requirement_state_reported after insert or update of given_at on requirement_state
    deferrable initially deferred for each row when (new.given_at is not null) execute function report_started();
`;

const CASES = `
  create function report_handed_in() returns trigger language plpgsql as $$
  declare
    a kyc_application;
  begin
    select * into a from kyc_application where id = new.application_id;
    if not found then return null; end if;
    perform count_figure('kyc', new.at, 'handed', case new.kind when 'submitted' then 'FIRST' else 'AGAIN' end,
      '{all,policy,branch}', array['', a.policy_version_id::text, a.branch_id::text]);
    perform report_reached(a.customer_id, 7);
    return null;
  end $$;
  create constraint trigger application_event_reported after insert on application_event
    deferrable initially deferred for each row when (new.kind in ('submitted', 'resubmitted'))
    execute function report_handed_in();

  create function report_decided() returns trigger language plpgsql as $$
  declare
    a kyc_application;
    outcome text;
    dims constant text[] := '{all,policy,branch,reviewer}';
    keys text[];
  begin
    select * into a from kyc_application where id = new.application_id;
    if not found then return null; end if;
    keys := array['', a.policy_version_id::text, a.branch_id::text, new.decided_by::text];
    if tg_op = 'UPDATE' then
      perform count_figure('kyc', new.voided_at, 'decision', 'VOIDED', dims, keys);
      return null;
    end if;
    outcome := ${decisionOutcome('new')};
    perform count_figure('kyc', new.decided_at, 'decision', outcome, dims, keys);
    perform count_figure('kyc', new.decided_at, 'reason', outcome || ':' || code, '{all,reviewer}', array['', new.decided_by::text])
      from (select distinct r ->> 'code' as code from jsonb_array_elements(new.reasons) r) codes;
    if outcome not in ('APPROVED', 'REJECTED') or a.submitted_at is null then return null; end if;
    perform count_figure('kyc', new.decided_at, 'minutes', report_bucket(new.decided_at - a.submitted_at)::text, dims, keys);
    perform report_reached(a.customer_id, case outcome when 'APPROVED' then 31 else 15 end);
    return null;
  end $$;
  create constraint trigger kyc_decision_reported after insert on kyc_decision
    deferrable initially deferred for each row execute function report_decided();
  create constraint trigger kyc_decision_voided_reported after update of voided_at on kyc_decision
    deferrable initially deferred for each row when (old.voided_at is null and new.voided_at is not null)
    execute function report_decided();
`;

const SECURITY = `
  create function report_security_event() returns trigger language plpgsql as $$
  begin
    perform count_figure('security', new.created_at, 'event', new.event_type, '{all}', '{""}');
    return null;
  end $$;
  create trigger security_event_reported after insert on security_event
    for each row execute function report_security_event();
  create function report_sign_in() returns trigger language plpgsql as $$
  begin
    perform count_figure('security', new.at, 'sign_in', new.outcome, '{all,door}', array['', new.door]);
    return null;
  end $$;
  create trigger login_activity_reported after insert on login_activity
    for each row execute function report_sign_in();
  create function report_reveal() returns trigger language plpgsql as $$
  begin
    perform count_figure('security', new.revealed_at, 'reveal', new.purpose, '{all,person}', array['', new.revealed_by::text]);
    return null;
  end $$;
  create trigger pii_reveal_reported after insert on pii_reveal for each row execute function report_reveal();
`;
