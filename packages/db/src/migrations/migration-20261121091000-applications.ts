import { Migration } from '@mikro-orm/migrations';

const FERNET = `'^gAAAA[A-Za-z0-9_=-]+$'`;

/** Applications, evidence and decisions. */
export class Migration20261121091000Applications extends Migration {
  override up(): void {
    this.addSql(`
      create table policy_version (
        id uuid primary key,
        code text not null,
        version integer not null,
        body jsonb not null,
        published_at timestamptz not null,
        unique (code, version)
      );

      create table kyc_application (
        id uuid primary key,
        customer_id uuid not null references customer on delete cascade deferrable initially deferred,
        policy_version_id uuid not null references policy_version,
        status text not null default 'INCOMPLETE' check (status in ('INCOMPLETE', 'SUBMITTED', 'IN_REVIEW',
          'PENDING_SECOND_APPROVAL', 'ACTION_REQUIRED', 'APPROVED', 'REJECTED', 'EXPIRED', 'WITHDRAWN')),
        version integer not null default 1,
        round integer not null default 1,
        risk_band text not null default 'UNASSESSED' check (risk_band in ('UNASSESSED', 'LOW', 'MEDIUM', 'HIGH')),
        consent_version text,
        consent_at timestamptz,
        submitted_at timestamptz,
        due_at timestamptz,
        decided_at timestamptz,
        claimed_by uuid references app_user,
        claimed_at timestamptz,
        lease_expires_at timestamptz,
        lease_lapses integer not null default 0,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint kyc_application_lease_is_whole check (
          (claimed_by is null) = (claimed_at is null) and (claimed_by is null) = (lease_expires_at is null)
          and (claimed_by is not null) = (status = 'IN_REVIEW')
        ),
        constraint kyc_application_not_reviewed_by_applicant check (claimed_by <> customer_id),
        check ((consent_version is null) = (consent_at is null)),
        check (status = 'INCOMPLETE' or status = 'WITHDRAWN' or (submitted_at is not null and due_at is not null))
      );
      create unique index kyc_application_one_open on kyc_application (customer_id) where status not in ('WITHDRAWN', 'REJECTED');
      create index kyc_application_queue on kyc_application (due_at, submitted_at, id) where status = 'SUBMITTED';
      create index kyc_application_by_status on kyc_application (status, due_at, id);
      create index kyc_application_claimed on kyc_application (claimed_by) where claimed_by is not null;
      create index kyc_application_lapsing on kyc_application (lease_expires_at) where status = 'IN_REVIEW';
      create index kyc_application_decided on kyc_application (decided_at) where decided_at is not null;

      create table application_event (
        id uuid primary key,
        application_id uuid not null references kyc_application on delete cascade deferrable initially deferred,
        kind text not null,
        at timestamptz not null,
        actor_id uuid references app_user deferrable initially deferred
      );
      create index application_event_of on application_event (application_id, at);

      create table requirement_state (
        id uuid primary key,
        application_id uuid not null references kyc_application on delete cascade deferrable initially deferred,
        code text not null,
        draft_encrypted text check (draft_encrypted ~ ${FERNET}),
        draft_saved_at timestamptz,
        verdict text check (verdict in ('accepted', 'refused')),
        reason_code text,
        note_encrypted text check (note_encrypted ~ ${FERNET}),
        judged_by uuid references app_user,
        judged_at timestamptz,
        is_reopened boolean not null default false,
        unique (application_id, code),
        check ((verdict is null) = (judged_by is null) and (verdict is null) = (judged_at is null)),
        check ((verdict = 'refused') = (reason_code is not null) or verdict is null and reason_code is null)
      );

      create table kyc_document (
        id uuid primary key,
        application_id uuid not null references kyc_application on delete cascade deferrable initially deferred,
        customer_id uuid not null references customer on delete cascade deferrable initially deferred,
        requirement text not null,
        document_type text not null check (document_type in
          ('GOVERNMENT_ID', 'PASSPORT', 'DRIVER_LICENSE', 'UTILITY_BILL', 'BANK_STATEMENT', 'OTHER')),
        side text not null check (side in ('FRONT', 'BACK')),
        status text not null check (status in
          ('UPLOADING', 'QUARANTINED', 'PENDING', 'VERIFIED', 'REJECTED', 'SUPERSEDED', 'EXPIRED')),
        number_encrypted text not null check (number_encrypted ~ ${FERNET}),
        number_index bytea not null check (octet_length(number_index) = 32),
        issuer text not null,
        issued_on date,
        expires_on date,
        file_name_encrypted text not null check (file_name_encrypted ~ ${FERNET}),
        media_type text not null,
        size_bytes integer not null check (size_bytes between 0 and 10485760),
        file_hash text check (length(file_hash) = 64),
        storage_key text not null unique,
        wrapped_key bytea not null,
        rejection_reason text,
        verified_by uuid references app_user,
        verified_at timestamptz,
        uploaded_at timestamptz not null,
        updated_at timestamptz not null,
        check (status = 'UPLOADING' or file_hash is not null),
        constraint kyc_document_number_belongs_to_one_customer exclude using gist (
          document_type with =, issuer with =, number_index with =, customer_id with <>
        ) where (document_type in ('GOVERNMENT_ID', 'PASSPORT', 'DRIVER_LICENSE') and status <> 'SUPERSEDED')
      );
      create unique index kyc_document_one_live on kyc_document (application_id, document_type, side)
        where status in ('UPLOADING', 'QUARANTINED', 'PENDING', 'VERIFIED');
      create index kyc_document_of_application on kyc_document (application_id);
      create index kyc_document_in_quarantine on kyc_document (uploaded_at) where status in ('UPLOADING', 'QUARANTINED');
    `);
  }
}
