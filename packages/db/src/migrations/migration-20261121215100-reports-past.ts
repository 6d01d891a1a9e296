import { Migration } from '@mikro-orm/migrations';
import { decisionOutcome } from './migration-20261121215000-reports.ts';

/** Counts what a bank did before it had reports, and can be asked to count again. */
export class Migration20261121215100ReportsPast extends Migration {
  override up(): void {
    this.addSql(REBUILD);
    this.addSql(`
      select rebuild_report_figures();
      create index security_event_subject on security_event (created_at)
        where event_type = 'SUSPICIOUS_ACTIVITY' and metadata ->> 'subject' is not null;
    `);
  }
}

const REBUILD = `
  -- The same figures from what stands in the tables now: for a bank that had a past before it had reports. What was
  -- removed since, such as sign-ins after 400 days, is lost to it.
  create function rebuild_report_figures() returns void language plpgsql as $$
  begin
    delete from report_figure;
    delete from report_change;
    delete from report_person;
    insert into report_person (customer_id, registered_on, flags)
    select c.id, report_day(c.created_at),
      case when u.email_confirmed_at is not null and u.erased_at is null then 1 else 0 end
      | case when exists (select from kyc_application a join requirement_state r on r.application_id = a.id
          where a.customer_id = c.id and r.given_at is not null) then 2 else 0 end
      | coalesce(done.flags, 0)
    from customer c join app_user u on u.id = c.id left join (
      select a.customer_id, bit_or(case when o.outcome = 'APPROVED' then 31 when o.outcome = 'REJECTED' then 15 else 7 end) as flags
      from kyc_application a left join lateral (
        select ${decisionOutcome('d')} as outcome from kyc_decision d where d.application_id = a.id) o on true
      where a.submitted_at is not null group by a.customer_id) done on done.customer_id = c.id;
    update report_person set counted = report_steps(flags) where flags > 0;
    insert into report_change (report, day, dim, measure, key, detail, n)
    select 'kyc', registered_on, 'all', 'funnel', '', (array['REGISTERED', 'CONFIRMED', 'STARTED', 'SUBMITTED', 'DECIDED', 'APPROVED'])[step + 1], count(*)
    from report_person cross join generate_series(0, counted) step group by registered_on, step;

    insert into report_change (report, day, dim, measure, key, detail, n)
    select 'kyc', report_day(e.at), d.dim, 'handed', coalesce(d.key, ''), case e.kind when 'submitted' then 'FIRST' else 'AGAIN' end, count(*)
    from application_event e join kyc_application a on a.id = e.application_id
      cross join lateral (values ('all', ''), ('policy', a.policy_version_id::text), ('branch', a.branch_id::text)) d (dim, key)
    where e.kind in ('submitted', 'resubmitted') group by 2, 3, 5, 6;

    insert into report_change (report, day, dim, measure, key, detail, n)
    with decided as (
      select d.decided_at as at, ${decisionOutcome('d')} as outcome, d.reasons, d.decided_by, d.voided_at,
        a.policy_version_id, a.branch_id, d.decided_at - a.submitted_at as took
      from kyc_decision d join kyc_application a on a.id = d.application_id)
    select 'kyc', report_day(f.at), m.dim, f.measure, coalesce(m.key, ''), f.detail, count(*)
    from decided d cross join lateral (
        values ('decision', d.outcome, d.at), ('decision', 'VOIDED', d.voided_at),
          ('minutes', case when d.outcome in ('APPROVED', 'REJECTED') then report_bucket(d.took)::text end, d.at)) f (measure, detail, at)
      cross join lateral (values ('all', ''), ('policy', d.policy_version_id::text), ('branch', d.branch_id::text),
        ('reviewer', d.decided_by::text)) m (dim, key)
    where f.at is not null and f.detail is not null group by 2, 3, 4, 5, 6
    union all
    select 'kyc', report_day(d.at), m.dim, 'reason', m.key, d.outcome || ':' || r.code, count(*)
    from decided d cross join lateral (select distinct e ->> 'code' as code from jsonb_array_elements(d.reasons) e) r
      cross join lateral (values ('all', ''), ('reviewer', d.decided_by::text)) m (dim, key)
    group by 2, 3, 5, 6;

    insert into report_change (report, day, dim, measure, key, detail, n)
    select 'security', report_day(created_at), 'all', 'event', '', event_type, count(*) from security_event group by 2, 6
    union all
    select 'security', report_day(s.at), m.dim, 'sign_in', m.key, s.outcome, count(*)
    from login_activity s cross join lateral (values ('all', ''), ('door', s.door)) m (dim, key) group by 2, 3, 5, 6
    union all
    select 'security', report_day(r.revealed_at), m.dim, 'reveal', m.key, r.purpose, count(*)
    from pii_reveal r cross join lateral (values ('all', ''), ('person', r.revealed_by::text)) m (dim, key) group by 2, 3, 5, 6;
    perform fold_report_figures();
  end $$;
`;
