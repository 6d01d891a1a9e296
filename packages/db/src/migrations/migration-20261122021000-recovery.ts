import { Migration } from '@mikro-orm/migrations';

/** The owner's ways back: reset links beside each other, links that take a change back, a factor removed by staff. */
export class Migration20261122021000Recovery extends Migration {
  override up(): void {
    this.addSql(`
      -- Were only the newest good, whoever asks for more of them would void the one in the owner's hand.
      drop index password_reset_one_live;
      create index password_reset_of_user on password_reset (user_id, created_at);

      -- Sent to whoever had the account before a change, so that the change can be taken back without signing in.
      create table undo_link (
        id uuid primary key,
        user_id uuid not null references app_user on delete cascade deferrable initially deferred,
        change text not null check (change in ('EMAIL', 'SECOND_FACTOR')),
        -- Forgotten once the link is over.
        old_email text,
        token_hash bytea not null unique check (octet_length(token_hash) = 32),
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        constraint undo_link_of_email check ((old_email is not null) = (change = 'EMAIL' and used_at is null))
      );
      create index undo_link_of_user on undo_link (user_id, created_at) where used_at is null;
      create index undo_link_holds on undo_link (lower(old_email)) where used_at is null;

      create view held_email as
        select user_id, lower(old_email) as email from undo_link
        where used_at is null and old_email is not null and expires_at > bank_now();
      -- An address that may be put back is nobody else's meanwhile: who took the account could take the address next.
      -- After the row, so that a change which committed while the unique index made this one wait is seen.
      create function refuse_held_email() returns trigger language plpgsql as $$
      begin
        if exists (select from held_email where email = lower(new.email) and user_id <> new.id) then
          raise exception 'an e-mail that may be put back' using errcode = 'unique_violation', constraint = 'app_user_email_key';
        end if;
        return null;
      end $$;
      create trigger app_user_leaves_held_email after insert or update of email on app_user
        for each row execute function refuse_held_email();

      alter table access_change drop constraint access_change_kind_check;
      alter table access_change
        add constraint access_change_kind_check check (kind in ('INVITED', 'ROLE_ASSIGNED', 'ROLE_REVOKED', 'BLOCKED',
          'UNBLOCKED', 'SESSIONS_ENDED', 'SECURITY_SET', 'BRANCH_SET', 'SECOND_FACTOR_REMOVED')),
        -- Nobody: done at the server itself, when no administrator can sign in.
        alter column done_by drop not null,
        add constraint access_change_done_by_somebody check (done_by is not null or kind = 'SECOND_FACTOR_REMOVED');
    `);
  }
}
