import { Migration } from '@mikro-orm/migrations';

const FERNET = `'^gAAAA[A-Za-z0-9_=-]+$'`;

/** The review desk: whose case it is, notes, who looks, saved views, decisions that may still be undone, kept counts. */
export class Migration20261121200000ReviewDesk extends Migration {
  override up(): void {
    this.addSql(`
      create table branch (
        id uuid primary key,
        code text not null unique check (code ~ '^[A-Z0-9-]{2,12}$'),
        name text not null check (length(name) between 1 and 80),
        country text not null check (country ~ '^[A-Z]{2}$'),
        -- Regions (ISO 3166-2 without the country) whose applicants it serves; none: what no other branch serves.
        regions text[] not null default '{}',
        created_at timestamptz not null
      );

      alter table kyc_application
        add column assigned_to uuid references app_user,
        add column assigned_by uuid references app_user,
        add column assigned_at timestamptz,
        add column branch_id uuid references branch,
        add column due_soon_told_at timestamptz,
        add column late_told_at timestamptz,
        add column tab text not null generated always as (case
          when submitted_at is null then 'none'
          when status = 'SUBMITTED' then 'waiting'
          when status = 'IN_REVIEW' then 'in_review'
          when status = 'PENDING_SECOND_APPROVAL' then 'second_approval'
          when status = 'ACTION_REQUIRED' then 'action_required'
          else 'decided' end) stored,
        add constraint kyc_application_assignment_is_whole
          check ((assigned_to is null) = (assigned_at is null) and (assigned_to is null) = (assigned_by is null)),
        add constraint kyc_application_not_assigned_to_applicant check (assigned_to <> customer_id);
      create index kyc_application_assigned on kyc_application (assigned_to, due_at, id) where assigned_to is not null;

      -- A name as people search for it: lower case, without accents, one space for whatever is no letter.
      create function name_key(name text) returns text language sql immutable parallel safe
        return trim(regexp_replace(lower(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g')),
          '[[:space:][:punct:]]+', ' ', 'g'));
      alter table customer add column name_key text not null
        generated always as (name_key(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))) stored;
      create index customer_name_key on customer using gin (name_key gin_trgm_ops);
      create index customer_born on customer (date_of_birth) where date_of_birth is not null;

      -- How many cases each tab holds: every change leaves a difference, which is folded in once a minute. Nobody waits
      -- for a row that everybody counts on.
      create table queue_count (tab text primary key, n bigint not null);
      create table queue_change (id bigint generated always as identity primary key, tab text not null, n integer not null);
      insert into queue_count (tab, n) select tab, count(*) from kyc_application group by tab;
      create function count_tabs() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.tab = old.tab then return null; end if;
        if tg_op <> 'INSERT' then insert into queue_change (tab, n) values (old.tab, -1); end if;
        if tg_op <> 'DELETE' then insert into queue_change (tab, n) values (new.tab, 1); end if;
        return null;
      end $$;
      create trigger kyc_application_counted after insert or delete or update of status, submitted_at on kyc_application
        for each row execute function count_tabs();

      create table kyc_note (
        id uuid primary key,
        application_id uuid not null references kyc_application on delete cascade deferrable initially deferred,
        author_id uuid not null references app_user,
        body_encrypted text not null check (body_encrypted ~ ${FERNET}),
        mentions uuid[] not null default '{}',
        created_at timestamptz not null
      );
      create index kyc_note_of on kyc_note (application_id, created_at);

      -- Who has a case open now; lost with a crash, which is right.
      create unlogged table case_presence (
        application_id uuid not null,
        user_id uuid not null,
        seen_at timestamptz not null,
        primary key (application_id, user_id)
      );

      create table saved_view (
        id uuid primary key,
        owner_id uuid not null references app_user on delete cascade,
        name text not null check (length(name) between 1 and 60),
        query jsonb not null check (jsonb_typeof(query) = 'object'),
        is_shared boolean not null default false,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create unique index saved_view_name on saved_view (owner_id, lower(name));

      -- A decision as it was sent, until it can no longer be undone.
      create table held_decision (
        application_id uuid primary key references kyc_application on delete cascade,
        kind text not null check (kind in ('APPROVE', 'REJECT', 'REQUEST_MORE')),
        decided_by uuid not null references app_user,
        input_encrypted text not null check (input_encrypted ~ ${FERNET}),
        held_at timestamptz not null,
        commits_at timestamptz not null,
        check (commits_at > held_at)
      );
      create index held_decision_due on held_decision (commits_at);
      alter table kyc_decision add column is_escalated boolean not null default false;

      create table notification (
        id uuid primary key,
        user_id uuid not null references app_user on delete cascade,
        kind text not null,
        application_id uuid references kyc_application on delete cascade,
        -- Names of staff and counts, nothing about an applicant.
        facts jsonb not null check (jsonb_typeof(facts) = 'object'),
        -- One event tells one person once.
        event text not null,
        created_at timestamptz not null,
        read_at timestamptz,
        unique (user_id, event)
      );
      create index notification_of on notification (user_id, created_at desc);
      create index notification_unread on notification (user_id) where read_at is null;
    `);
  }
}
