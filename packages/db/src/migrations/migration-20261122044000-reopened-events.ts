import { Migration } from '@mikro-orm/migrations';

/** A security event that was closed too soon is opened again; what was found before stays. */
export class Migration20261122044000ReopenedEvents extends Migration {
  override up(): void {
    this.addSql(`
      -- One row each time: the finding that was taken back, and why. The words are forgotten with the person.
      create table security_event_reopening (
        id uuid primary key,
        security_event_id uuid not null references security_event,
        resolution text not null,
        note text check (length(note) <= 2000),
        resolved_by uuid not null references app_user,
        resolved_at timestamptz not null,
        why text check (length(why) <= 300),
        reopened_by uuid not null references app_user,
        reopened_at timestamptz not null
      );
      create index security_event_reopening_of_event on security_event_reopening (security_event_id, reopened_at desc);

      -- As before, and what was noted in findings that were taken back.
      create or replace function forget_erased_person(person uuid) returns void
        language sql volatile security definer set search_path = public, pg_temp as $$
          update login_activity set ip = '0.0.0.0', user_agent = '', device_id = null,
            identifier_hash = sha256(convert_to(id::text, 'UTF8'))
          where user_id = person and exists (select from customer where id = person and erased_at is not null);
          update pii_reveal set note = null
          where customer_id = person and exists (select from customer where id = person and erased_at is not null);
          update security_event set resolution_note = null
          where user_id = person and exists (select from customer where id = person and erased_at is not null);
          update security_event_reopening set note = null, why = null
          where security_event_id in (select id from security_event where user_id = person)
            and exists (select from customer where id = person and erased_at is not null);
        $$;
    `);
  }
}
