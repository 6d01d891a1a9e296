import { Migration } from '@mikro-orm/migrations';

const FERNET = `'^gAAAA[A-Za-z0-9_=-]+$'`;
const rank = (column: string) => `array_position(array['UNASSESSED', 'LOW', 'MEDIUM', 'HIGH'], ${column})`;

/** Risk: each assessment with its signals, overrides under four eyes, and fraud alerts. */
export class Migration20261121201000Risk extends Migration {
  override up(): void {
    this.addSql(`
      alter table kyc_application
        add column risk_score integer check (risk_score between 0 and 100),
        add column risk_assessed_at timestamptz,
        -- Codes of the newest assessment's signals, for the queue's filter.
        add column signal_codes text[] not null default '{}',
        add constraint kyc_application_assessed check ((risk_score is null) = (risk_assessed_at is null));

      create table risk_assessment (
        id uuid primary key,
        application_id uuid not null references kyc_application on delete cascade deferrable initially deferred,
        score integer not null check (score between 0 and 100),
        band text not null check (band in ('LOW', 'MEDIUM', 'HIGH')),
        rules_version integer not null check (rules_version > 0),
        -- Code, points and facts of each signal; no personal data.
        signals jsonb not null check (jsonb_typeof(signals) = 'array'),
        cause text not null,
        assessed_at timestamptz not null
      );
      create index risk_assessment_of on risk_assessment (application_id, assessed_at desc);

      create table risk_override (
        id uuid primary key,
        application_id uuid not null references kyc_application on delete cascade deferrable initially deferred,
        from_band text not null check (from_band in ('UNASSESSED', 'LOW', 'MEDIUM', 'HIGH')),
        band text not null check (band in ('LOW', 'MEDIUM', 'HIGH')),
        reason_encrypted text not null check (reason_encrypted ~ ${FERNET}),
        ends_at timestamptz not null,
        state text not null check (state in ('WAITING', 'LIVE', 'REFUSED', 'ENDED')),
        asked_by uuid not null references app_user,
        asked_at timestamptz not null,
        judged_by uuid references app_user,
        judged_at timestamptz,
        ended_at timestamptz,
        check (ends_at > asked_at),
        check ((judged_by is null) = (judged_at is null)),
        check ((state in ('REFUSED', 'ENDED')) = (ended_at is not null)),
        -- Lowering takes a second person.
        constraint risk_override_four_eyes check (judged_by <> asked_by),
        constraint risk_override_lowered_by_two check (
          state in ('WAITING', 'REFUSED') or judged_by is not null or ${rank('band')} >= ${rank('from_band')}
          or (state = 'ENDED' and judged_by is null))
      );
      create unique index risk_override_one_open on risk_override (application_id) where state in ('WAITING', 'LIVE');
      create index risk_override_ending on risk_override (ends_at) where state in ('WAITING', 'LIVE');
      create function refuse_own_override() returns trigger language plpgsql as $$
      begin
        if exists (select from kyc_application a where a.id = new.application_id
            and a.customer_id in (new.asked_by, new.judged_by)) then
          raise exception 'nobody overrides the risk of their own application'
            using errcode = 'check_violation', constraint = 'risk_override_not_own';
        end if;
        return new;
      end $$;
      create trigger risk_override_person before insert or update on risk_override
        for each row execute function refuse_own_override();

      -- Equal numbers of documents, and refused tries to use another's.
      create index security_event_of_user on security_event (user_id, created_at desc) where user_id is not null;

      create table fraud_alert (
        id uuid primary key,
        alert_number text not null unique check (alert_number ~ '^ALERT[0-9A-Z]{10}$'),
        application_id uuid references kyc_application on delete cascade deferrable initially deferred,
        customer_id uuid not null references customer on delete cascade deferrable initially deferred,
        alert_type text not null,
        severity text not null check (severity in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
        -- The gravest first.
        severity_rank smallint not null generated always as
          (array_position(array['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity)) stored,
        status text not null default 'OPEN' check (status in ('OPEN', 'IN_PROGRESS', 'RESOLVED')),
        resolution text check (resolution in ('TRUE_POSITIVE', 'FALSE_POSITIVE')),
        risk_score integer not null check (risk_score between 0 and 100),
        -- The signals that raised it; no personal data.
        signals jsonb not null check (jsonb_typeof(signals) = 'array'),
        version integer not null default 1,
        owner_id uuid references app_user,
        owned_at timestamptz,
        resolved_by uuid references app_user,
        resolved_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((status = 'RESOLVED') = (resolution is not null) and (status = 'RESOLVED') = (resolved_by is not null)
          and (status = 'RESOLVED') = (resolved_at is not null)),
        check ((owner_id is null) = (owned_at is null)),
        check (status <> 'IN_PROGRESS' or owner_id is not null),
        constraint fraud_alert_not_own check (owner_id <> customer_id and resolved_by <> customer_id)
      );
      -- One open alert a case and kind: what raises it again makes it more severe, not more.
      create unique index fraud_alert_one_open on fraud_alert (application_id, alert_type) where status <> 'RESOLVED';
      create index fraud_alert_open on fraud_alert (severity_rank, created_at, id) where status <> 'RESOLVED';
      create index fraud_alert_queue on fraud_alert (severity_rank, created_at, id);
      create index fraud_alert_owned on fraud_alert (owner_id, created_at) where owner_id is not null;
      create index fraud_alert_of on fraud_alert (customer_id, created_at);

      create table fraud_alert_note (
        id uuid primary key,
        alert_id uuid not null references fraud_alert on delete cascade deferrable initially deferred,
        author_id uuid not null references app_user,
        body_encrypted text not null check (body_encrypted ~ ${FERNET}),
        created_at timestamptz not null
      );
      create index fraud_alert_note_of on fraud_alert_note (alert_id, created_at);

      -- Staff alone hear that something changed; which alert, and whose, they ask for.
      create function tell_alerts() returns trigger language plpgsql as $$
      begin
        perform pg_notify('ostiary_desk', '{"kind": "alerts"}');
        return null;
      end $$;
      create trigger fraud_alert_told after insert or update on fraud_alert
        for each statement execute function tell_alerts();
    `);
  }
}
