import { Migration } from '@mikro-orm/migrations';

const FERNET = `'^gAAAA[A-Za-z0-9_=-]+$'`;
const DATA_ROWS = `('tax_id_alternative', 'aadhaar', 'pan', 'bank_account', 'business', 'owners', 'control_person')`;

/** Evidence: every row of the packs, outside checks, resumable uploads, policies under change, protection of the data. */
export class Migration20261121170000Evidence extends Migration {
  override up(): void {
    this.addSql(`
      alter table customer
        add column applicant_kind text not null default 'individual' check (applicant_kind in ('individual', 'business')),
        add column erasure_asked_at timestamptz,
        add column erased_at timestamptz;
      alter table app_user add column erased_at timestamptz;
      alter table requirement_state
        add column is_chosen boolean not null default false,
        -- When the applicant last gave the data of the row.
        add column given_at timestamptz,
        -- What stands here did not open: it is asked for again.
        add column unreadable_at timestamptz;

      -- What a person said of themselves beyond the columns of customer: one sealed JSON a row.
      create table customer_data (
        id uuid primary key,
        customer_id uuid not null references customer on delete cascade deferrable initially deferred,
        code text not null check (code in ${DATA_ROWS}),
        value_encrypted text not null check (value_encrypted ~ ${FERNET}),
        saved_at timestamptz not null,
        unique (customer_id, code)
      );

      -- Equal identifiers are found without opening any (HMAC under the index key of that version).
      create table identifier_index (
        id uuid primary key,
        customer_id uuid not null references customer on delete cascade deferrable initially deferred,
        kind text not null,
        value_index bytea not null check (octet_length(value_index) = 32),
        key_version integer not null check (key_version > 0),
        created_at timestamptz not null,
        unique (customer_id, kind, value_index)
      );
      create index identifier_index_of_value on identifier_index (kind, value_index);
      create index identifier_index_to_renew on identifier_index (key_version);
      insert into identifier_index (id, customer_id, kind, value_index, key_version, created_at)
        select gen_random_uuid(), id, 'ssn', ssn_index, 1, updated_at from customer where ssn_index is not null;
      alter table customer drop column ssn_index;
      alter table kyc_document
        add column index_key_version integer not null default 1,
        add column file_removed_at timestamptz;
      create index kyc_document_to_renew on kyc_document (index_key_version);

      create table identity_check (
        id uuid primary key,
        application_id uuid not null references kyc_application on delete cascade deferrable initially deferred,
        kind text not null check (kind in ('aadhaar', 'pan', 'bank_account', 'document', 'screening')),
        requirement text not null,
        -- What was checked: the same data is never asked about twice.
        subject_hash bytea not null check (octet_length(subject_hash) = 32),
        state text not null default 'QUEUED'
          check (state in ('QUEUED', 'RUNNING', 'MATCH', 'MISMATCH', 'NOT_FOUND', 'UNAVAILABLE')),
        attempts integer not null default 0,
        provider text not null,
        reference text,
        -- Facts without personal data, e.g. which field differs.
        evidence jsonb,
        requested_at timestamptz not null,
        -- When the newest try began: one that was killed is tried again.
        tried_at timestamptz,
        finished_at timestamptz,
        unique (application_id, kind, requirement, subject_hash),
        check ((state in ('QUEUED', 'RUNNING')) = (finished_at is null))
      );
      create index identity_check_of on identity_check (application_id, requested_at);
      create index identity_check_waiting on identity_check (requested_at) where state in ('QUEUED', 'RUNNING', 'UNAVAILABLE');

      -- A resumable upload (tus 1.0) while its bytes arrive; the sealed segments lie in the document store.
      create table upload (
        id uuid primary key,
        customer_id uuid not null references customer on delete cascade deferrable initially deferred,
        application_id uuid not null references kyc_application on delete cascade deferrable initially deferred,
        fields_encrypted text not null check (fields_encrypted ~ ${FERNET}),
        file_name_encrypted text not null check (file_name_encrypted ~ ${FERNET}),
        wrapped_key bytea not null,
        size_bytes integer not null check (size_bytes between 1 and 10485760),
        received_bytes integer not null default 0 check (received_bytes between 0 and size_bytes),
        segments jsonb not null default '[]' check (jsonb_typeof(segments) = 'array'),
        state text not null default 'OPEN' check (state in ('OPEN', 'FINISHED', 'REFUSED', 'CANCELLED')),
        -- Code and fields of a refusal, as it was told.
        problem jsonb,
        document_id uuid references kyc_document on delete set null deferrable initially deferred,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        expires_at timestamptz not null,
        check ((state = 'FINISHED') = (document_id is not null) or state = 'FINISHED'),
        check ((state = 'REFUSED') = (problem is not null))
      );
      create index upload_of on upload (customer_id, state);
      create index upload_open on upload (expires_at) where state = 'OPEN';

      create table pii_reveal (
        id uuid primary key,
        customer_id uuid not null references customer on delete cascade deferrable initially deferred,
        field text not null,
        document_id uuid references kyc_document on delete set null deferrable initially deferred,
        purpose text not null check (purpose in
          ('MATCH_DOCUMENT', 'CONFIRM_IDENTITY', 'CUSTOMER_REQUEST', 'FRAUD_INVESTIGATION', 'LEGAL_REQUEST')),
        note text check (length(note) <= 500),
        revealed_by uuid not null references app_user,
        revealed_at timestamptz not null,
        expires_at timestamptz not null,
        audit_id uuid not null references audit_event deferrable initially deferred,
        constraint pii_reveal_not_own check (revealed_by <> customer_id)
      );
      create index pii_reveal_of on pii_reveal (customer_id, revealed_at);

      create table legal_hold (
        id uuid primary key,
        customer_id uuid not null references customer on delete cascade deferrable initially deferred,
        reason text not null check (length(reason) between 1 and 500),
        placed_by uuid not null references app_user,
        placed_at timestamptz not null,
        lifted_by uuid references app_user,
        lifted_at timestamptz,
        lifted_reason text check (length(lifted_reason) between 1 and 500),
        check ((lifted_by is null) = (lifted_at is null) and (lifted_by is null) = (lifted_reason is null))
      );
      create unique index legal_hold_one_live on legal_hold (customer_id) where lifted_at is null;
      create function refuse_under_hold() returns trigger language plpgsql as $$
      begin
        if exists (select from legal_hold where customer_id = old.user_id and lifted_at is null) then
          raise exception 'a legal hold keeps this person''s data' using errcode = 'check_violation', constraint = 'data_key_under_hold';
        end if;
        return old;
      end $$;
      create trigger data_key_under_hold before delete on data_key for each row execute function refuse_under_hold();

      -- What a person replaced or took back while a hold was live: the customer does not hear of it, the court does.
      create table held_value (
        id uuid primary key default gen_random_uuid(),
        customer_id uuid not null references customer on delete cascade deferrable initially deferred,
        code text not null,
        -- A token opens only in the place that it was sealed for.
        place_table text,
        place_column text,
        place_row uuid,
        token text check (token ~ ${FERNET}),
        names jsonb,
        kept_at timestamptz not null default bank_now(),
        check (num_nonnulls(token, names) = 1 and (token is null) = (place_row is null))
      );
      create index held_value_of on held_value (customer_id);
      create function keep_row_under_hold() returns trigger language plpgsql as $$
      begin
        insert into held_value (customer_id, code, place_table, place_column, place_row, token)
          select old.customer_id, old.code, 'customer_data', 'value_encrypted', old.id, old.value_encrypted
          where exists (select from legal_hold where customer_id = old.customer_id and lifted_at is null)
            and (tg_op = 'DELETE' or to_jsonb(new) ->> 'value_encrypted' <> old.value_encrypted);
        return null;
      end $$;
      create trigger customer_data_under_hold after delete or update of value_encrypted on customer_data
        for each row execute function keep_row_under_hold();
      create function keep_person_under_hold() returns trigger language plpgsql as $$
      begin
        if not exists (select from legal_hold where customer_id = old.id and lifted_at is null) then return null; end if;
        insert into held_value (customer_id, code, place_table, place_column, place_row, token)
          select old.id, code, 'customer', code || '_encrypted', old.id, was
          from (values ('ssn', old.ssn_encrypted, new.ssn_encrypted),
            ('address', old.address_encrypted, new.address_encrypted)) as v (code, was, becomes)
          where was is not null and was is distinct from becomes;
        insert into held_value (customer_id, code, names)
          select old.id, 'identity',
            jsonb_build_object('firstName', old.first_name, 'lastName', old.last_name, 'dateOfBirth', old.date_of_birth)
          where num_nonnulls(old.first_name, old.last_name, old.date_of_birth) > 0
            and (old.first_name, old.last_name, old.date_of_birth)
              is distinct from (new.first_name, new.last_name, new.date_of_birth);
        return null;
      end $$;
      create trigger customer_under_hold after update on customer for each row execute function keep_person_under_hold();

      -- The application's role may change neither history: only this, and only of somebody who was erased.
      create function forget_erased_person(person uuid) returns void
        language sql volatile security definer set search_path = public, pg_temp as $$
          update login_activity set ip = '0.0.0.0', user_agent = '', device_id = null,
            identifier_hash = sha256(convert_to(id::text, 'UTF8'))
          where user_id = person and exists (select from customer where id = person and erased_at is not null);
          update pii_reveal set note = null
          where customer_id = person and exists (select from customer where id = person and erased_at is not null);
        $$;
      revoke all on function forget_erased_person(uuid) from public;

      -- Ids that a stored answer or its request names: the answer goes with the person.
      alter table idempotency_key add column subjects uuid[] not null default '{}';
      create index idempotency_key_naming on idempotency_key using gin (subjects);

      -- One run of renewing the keys that seal data keys (kek) or make blind indexes (index).
      create table key_rotation (
        id uuid primary key,
        kind text not null check (kind in ('kek', 'index')),
        to_version integer not null,
        total integer not null,
        done integer not null default 0,
        started_at timestamptz not null,
        finished_at timestamptz
      );
      create unique index key_rotation_one_at_a_time on key_rotation (kind) where finished_at is null;

      alter table policy_version
        add column proposed_by uuid references app_user,
        add column published_by uuid references app_user,
        add constraint policy_version_four_eyes check (published_by <> proposed_by);
      create table policy_draft (
        id uuid primary key,
        code text not null,
        version integer not null default 1,
        base_version integer not null,
        body jsonb not null,
        note text not null default '' check (length(note) <= 1000),
        state text not null default 'DRAFT' check (state in ('DRAFT', 'PROPOSED', 'PUBLISHED', 'DISCARDED')),
        edited_by uuid not null references app_user,
        -- Whose words it may hold: whoever began or saved it.
        editors uuid[] not null check (cardinality(editors) > 0),
        edited_at timestamptz not null,
        proposed_by uuid references app_user,
        proposed_at timestamptz,
        closed_by uuid references app_user,
        closed_at timestamptz,
        check (state not in ('PROPOSED', 'PUBLISHED') or proposed_by is not null),
        check ((closed_at is not null) = (state in ('PUBLISHED', 'DISCARDED'))),
        constraint policy_draft_four_eyes
          check (state <> 'PUBLISHED' or (closed_by <> proposed_by and closed_by <> edited_by and not closed_by = any (editors)))
      );
      create unique index policy_draft_one_open on policy_draft (code) where state in ('DRAFT', 'PROPOSED');
      create table policy_replay (
        id uuid primary key,
        draft_id uuid not null references policy_draft on delete cascade,
        -- The draft as it stood: it may be edited while this runs.
        draft_version integer not null,
        code text not null,
        body jsonb not null,
        state text not null default 'QUEUED' check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
        total integer not null default 0,
        done integer not null default 0,
        last_application_id uuid,
        requested_by uuid not null references app_user,
        requested_at timestamptz not null,
        finished_at timestamptz,
        check ((finished_at is not null) = (state in ('DONE', 'FAILED')))
      );
      -- Decided applications that would have ended otherwise.
      create table policy_replay_change (
        replay_id uuid not null references policy_replay on delete cascade,
        application_id uuid not null references kyc_application on delete cascade,
        kind text not null check (kind in ('APPROVAL_OPENS', 'NEEDS_SECOND_APPROVAL', 'REFUSAL_LIFTS', 'CANNOT_TELL')),
        policy_version integer not null,
        rows jsonb not null check (jsonb_typeof(rows) = 'array'),
        primary key (replay_id, application_id)
      );
      create index kyc_application_pinned on kyc_application (policy_version_id, id);
      create index policy_replay_of on policy_replay (draft_id, requested_at);

      -- Every change of a case counts its version up: open screens hear of it at the commit.
      create function tell_case_changed() returns trigger language plpgsql as $$
      begin
        perform pg_notify('ostiary_case', json_build_object('id', new.id, 'customerId', new.customer_id,
          'version', new.version, 'status', new.status)::text);
        return null;
      end $$;
      create trigger kyc_application_told after insert or update of version, status on kyc_application
        for each row execute function tell_case_changed();
    `);
  }
}
