import { Migration } from '@mikro-orm/migrations';

/** Who people are and how they sign in. */
export class Migration20261121090000People extends Migration {
  override up(): void {
    this.addSql(`
      -- The one clock of SQL that compares times; a test database replaces it with the time the test set.
      create function bank_now() returns timestamptz language sql stable as $$ select now() $$;

      create table role (
        id uuid primary key,
        name text not null unique,
        description text not null,
        permissions text[] not null,
        is_active boolean not null default true,
        created_at timestamptz not null default now(),
        constraint role_separates_duties check (
          not ('audit.read' = any (permissions)
            and permissions && array['review.decide', 'review.approve-second', 'review.request-more'])
        )
      );

      create table app_user (
        id uuid primary key,
        username text not null check (username ~ '^[A-Za-z0-9_.]{3,30}$'),
        email text not null,
        phone_number text,
        password_hash text,
        display_name text,
        language text not null default 'en' check (language in ('en', 'hi')),
        email_confirmed_at timestamptz,
        phone_confirmed_at timestamptz,
        is_blocked boolean not null default false,
        last_login timestamptz,
        last_login_ip inet,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create unique index app_user_username_key on app_user (lower(username));
      create unique index app_user_email_key on app_user (lower(email));
      create unique index app_user_phone_key on app_user (phone_number);
      create index app_user_unconfirmed on app_user (created_at) where email_confirmed_at is null;

      create table user_role (
        id uuid primary key,
        user_id uuid not null references app_user on delete cascade deferrable initially deferred,
        role_id uuid not null references role,
        assigned_by uuid references app_user,
        assigned_at timestamptz not null,
        is_active boolean not null default true,
        unique (user_id, role_id)
      );

      create table session (
        id uuid primary key,
        user_id uuid not null references app_user on delete cascade deferrable initially deferred,
        kind text not null check (kind in ('CUSTOMER', 'STAFF')),
        counter integer not null default 0,
        created_at timestamptz not null,
        last_rotated_at timestamptz not null,
        idle_expires_at timestamptz,
        absolute_expires_at timestamptz not null,
        revoked_at timestamptz,
        revoked_reason text,
        ip inet,
        user_agent text,
        check ((revoked_at is null) = (revoked_reason is null))
      );
      create unique index session_one_live_per_customer on session (user_id) where revoked_at is null and kind = 'CUSTOMER';
      create index session_of_user on session (user_id, created_at);

      create table one_time_code (
        id uuid primary key,
        user_id uuid not null references app_user on delete cascade deferrable initially deferred,
        purpose text not null check (purpose in ('confirm_email', 'confirm_phone')),
        code_hash bytea not null check (octet_length(code_hash) = 32),
        tries integer not null default 0,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        consumed_at timestamptz
      );
      create index one_time_code_of_user on one_time_code (user_id, purpose, created_at);

      -- One per person; destroying it is erasure.
      create table data_key (
        user_id uuid primary key references app_user on delete cascade deferrable initially deferred,
        kek_version integer not null,
        wrapped bytea not null,
        created_at timestamptz not null
      );

      create table login_throttle (
        key bytea primary key check (octet_length(key) = 32),
        attempts integer not null,
        window_start timestamptz not null,
        locked_until timestamptz,
        strikes integer not null default 0
      );

      create table customer (
        id uuid primary key references app_user on delete cascade deferrable initially deferred,
        customer_number text not null unique check (customer_number ~ '^CUST[0-9]{10}$'),
        first_name text,
        last_name text,
        date_of_birth date,
        country text not null check (length(country) = 2),
        ssn_encrypted text check (ssn_encrypted ~ '^gAAAA[A-Za-z0-9_=-]+$'),
        ssn_index bytea check (octet_length(ssn_index) = 32),
        address_encrypted text check (address_encrypted ~ '^gAAAA[A-Za-z0-9_=-]+$'),
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((ssn_encrypted is null) = (ssn_index is null))
      );
      create index customer_ssn_index on customer (ssn_index) where ssn_index is not null;
      create index customer_name on customer using gin ((coalesce(first_name, '') || ' ' || coalesce(last_name, '')) gin_trgm_ops);
    `);
  }
}
