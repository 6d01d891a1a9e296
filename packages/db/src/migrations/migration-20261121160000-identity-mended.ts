import { Migration } from '@mikro-orm/migrations';

/** What an attack on sign-in and registration taught. */
export class Migration20261121160000IdentityMended extends Migration {
  override up(): void {
    this.addSql(`
      -- What a decoy of the strict profile seems to have claimed, as keyed hashes, for as long as an unconfirmed account
      -- would: a contact that stays free would tell that the registration was answered with a decoy.
      create table registration_hold (
        decoy_id uuid not null references one_time_code on delete cascade deferrable initially deferred,
        value_hash bytea not null check (octet_length(value_hash) = 32),
        created_at timestamptz not null,
        primary key (decoy_id, value_hash)
      );
      create index registration_hold_of_value on registration_hold (value_hash, created_at);
      create index registration_hold_oldest on registration_hold (created_at);

      -- Phones that are dropped after a day without proof.
      create index app_user_unconfirmed_phone on app_user (created_at)
        where phone_number is not null and phone_confirmed_at is null;
    `);
  }
}
