import { Migration } from '@mikro-orm/migrations';

/** Identity a bank can rely on: throttles, sessions with their factors, known devices, sign-in history, resets. */
export class Migration20261121130000Identity extends Migration {
  override up(): void {
    this.addSql(`
      -- Failures apart from attempts in flight: good sign-ins that arrive together must not count as guesses.
      alter table login_throttle rename column attempts to failures;
      alter table login_throttle
        add column slots jsonb not null default '{}' check (jsonb_typeof(slots) = 'object'),
        add column last_strike_at timestamptz;

      alter table app_user
        add column password_changed_at timestamptz,
        add column must_reset_password boolean not null default false;

      alter table session
        add column last_used_at timestamptz,
        add column amr text[] not null default '{pwd}',
        add column stepped_up_at timestamptz,
        add column device_id uuid;
      update session set last_used_at = last_rotated_at;
      alter table session alter column last_used_at set not null, alter column amr drop default;

      alter table one_time_code drop constraint one_time_code_purpose_check;
      alter table one_time_code
        add column new_value text,
        add constraint one_time_code_purpose_check
          check (purpose in ('confirm_email', 'confirm_phone', 'change_email', 'change_phone', 'decoy')),
        add constraint one_time_code_new_value_check
          check ((new_value is not null) = (purpose in ('change_email', 'change_phone', 'decoy')));

      -- A browser that this person has signed in from; the cookie holds device_id and its MAC.
      create table known_device (
        device_id uuid not null,
        user_id uuid not null references app_user on delete cascade deferrable initially deferred,
        first_seen_at timestamptz not null,
        last_seen_at timestamptz not null,
        user_agent text not null,
        ip inet,
        primary key (device_id, user_id)
      );
      create index known_device_of_user on known_device (user_id, last_seen_at);

      create table password_reset (
        id uuid primary key,
        user_id uuid not null references app_user on delete cascade deferrable initially deferred,
        token_hash bytea not null unique check (octet_length(token_hash) = 32),
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create unique index password_reset_one_live on password_reset (user_id) where used_at is null;

      create table second_factor (
        user_id uuid primary key references app_user on delete cascade deferrable initially deferred,
        secret_encrypted text not null check (secret_encrypted ~ '^gAAAA[A-Za-z0-9_=-]+$'),
        created_at timestamptz not null,
        confirmed_at timestamptz,
        -- The newest time step a code was accepted for (RFC 6238, section 5.2): no code counts twice.
        last_step integer
      );
      create table recovery_code (
        id uuid primary key,
        user_id uuid not null references second_factor on delete cascade deferrable initially deferred,
        code_hash bytea not null check (octet_length(code_hash) = 32),
        created_at timestamptz not null,
        used_at timestamptz,
        unique (user_id, code_hash)
      );

      -- Right password, second factor still owed.
      create table login_challenge (
        id uuid primary key,
        user_id uuid not null references app_user on delete cascade deferrable initially deferred,
        door text not null check (door in ('customer', 'staff')),
        token_hash bytea not null unique check (octet_length(token_hash) = 32),
        created_at timestamptz not null,
        expires_at timestamptz not null,
        consumed_at timestamptz
      );
      create index login_challenge_of_user on login_challenge (user_id, created_at);

      -- Every attempt; what was typed is kept as a keyed hash, for people type passwords into the wrong field.
      create table login_activity (
        id uuid primary key,
        at timestamptz not null,
        door text not null check (door in ('customer', 'staff')),
        outcome text not null
          check (outcome in ('SUCCEEDED', 'SECOND_FACTOR_ASKED', 'FAILED', 'SECOND_FACTOR_FAILED', 'LOCKED', 'THROTTLED')),
        user_id uuid,
        identifier_hash bytea not null check (octet_length(identifier_hash) = 32),
        ip inet not null,
        user_agent text not null,
        device_id uuid,
        is_new_device boolean not null default false,
        session_id uuid,
        reported_at timestamptz
      );
      create index login_activity_newest on login_activity (at desc, id desc);
      create index login_activity_of_user on login_activity (user_id, at desc, id desc);
      create index login_activity_of_address on login_activity (ip, at desc);
      create index login_activity_of_identifier on login_activity (identifier_hash, at desc);

      create table staff_network (
        network cidr primary key,
        note text not null check (length(note) <= 100),
        created_by uuid references app_user,
        created_at timestamptz not null
      );

      -- Of rate-limiter-flexible, in its own form.
      create table rate_limit (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      );
      create index rate_limit_expire on rate_limit (expire);
    `);
  }
}
