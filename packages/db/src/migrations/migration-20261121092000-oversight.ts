import { Migration } from '@mikro-orm/migrations';

/** The record: audit, decisions, security events, and what is told to people. */
export class Migration20261121092000Oversight extends Migration {
  override up(): void {
    this.addSql(`
      create table audit_event (
        id uuid primary key,
        xid xid8 not null default pg_current_xact_id(),
        at timestamptz not null,
        actor_id uuid,
        actor_role text not null,
        action text not null,
        target_type text not null,
        target_id text,
        request_id text,
        ip inet,
        user_agent text,
        canonical text not null,
        leaf bytea not null check (octet_length(leaf) = 32)
      );
      create index audit_event_unsealed on audit_event (xid, id);
      create index audit_event_of_target on audit_event (target_type, target_id, at);
      create index audit_event_of_actor on audit_event (actor_id, at);

      create table kyc_decision (
        id uuid primary key,
        application_id uuid not null references kyc_application on delete cascade deferrable initially deferred,
        round integer not null,
        stage integer not null default 1 check (stage in (1, 2)),
        kind text not null check (kind in ('APPROVE', 'REJECT', 'REQUEST_MORE')),
        decided_by uuid not null references app_user,
        decided_at timestamptz not null,
        reasons jsonb not null,
        note_encrypted text check (note_encrypted ~ '^gAAAA[A-Za-z0-9_=-]+$'),
        application_version integer not null,
        evidence_hash bytea not null check (octet_length(evidence_hash) = 32),
        voided_at timestamptz,
        audit_id uuid not null references audit_event deferrable initially deferred
      );
      create unique index kyc_decision_once on kyc_decision (application_id, round, stage) where voided_at is null;

      create table security_event (
        id uuid primary key,
        event_type text not null,
        severity text not null check (severity in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
        user_id uuid,
        ip_address inet,
        user_agent text,
        description text not null,
        metadata jsonb,
        resolved boolean not null default false,
        resolved_by uuid references app_user,
        resolved_at timestamptz,
        created_at timestamptz not null
      );
      create index security_event_open on security_event (created_at desc) where not resolved;

      create table outbox_message (
        id uuid primary key,
        user_id uuid not null references app_user on delete cascade deferrable initially deferred,
        channel text not null check (channel in ('email', 'sms')),
        template text not null,
        payload_encrypted text check (payload_encrypted ~ '^gAAAA[A-Za-z0-9_=-]+$'),
        created_at timestamptz not null,
        sent_at timestamptz,
        check (sent_at is null or payload_encrypted is null)
      );
      create index outbox_message_waiting on outbox_message (created_at) where sent_at is null;

      -- Local only: what the dev mailbox shows. Empty wherever OSTIARY_ENV is production.
      create table dev_message (
        id uuid primary key,
        channel text not null check (channel in ('email', 'sms')),
        recipient text not null,
        subject text not null,
        body text not null,
        code text,
        at timestamptz not null
      );
      create index dev_message_newest on dev_message (recipient, at desc);

      create table idempotency_key (
        user_id uuid not null references app_user on delete cascade,
        key text not null check (length(key) between 1 and 255),
        request_hash bytea not null,
        response_encrypted text check (response_encrypted ~ '^gAAAA[A-Za-z0-9_=-]+$'),
        created_at timestamptz not null,
        primary key (user_id, key)
      );
    `);
  }
}
