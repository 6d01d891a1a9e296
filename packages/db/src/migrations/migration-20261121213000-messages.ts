import { Migration } from '@mikro-orm/migrations';

/** Messages in order for each person, leased while they are sent and given up at last; and what each person wants to hear. */
export class Migration20261121213000Messages extends Migration {
  override up(): void {
    this.addSql(`
      alter table outbox_message
        -- In which order a person hears; ids come from several processes whose clocks differ.
        add column seq bigint generated always as identity,
        add column attempts smallint not null default 0 check (attempts >= 0),
        add column next_try_at timestamptz,
        add column leased_until timestamptz,
        add column given_up_at timestamptz,
        add column given_up_because text check (given_up_because in ('REFUSED', 'TOO_OLD')),
        add check (given_up_at is null or (sent_at is null and payload_encrypted is null)),
        add check ((given_up_at is null) = (given_up_because is null));
      drop index outbox_message_waiting;
      create index outbox_message_waiting on outbox_message (created_at) where sent_at is null and given_up_at is null;
      create index outbox_message_lane on outbox_message (user_id, channel, seq)
        where sent_at is null and given_up_at is null;

      -- Whether an e-mail goes with it is decided once, a minute after it was told. What was told before gets none.
      alter table notification add column mail_judged_at timestamptz;
      update notification set mail_judged_at = created_at;
      create index notification_to_mail on notification (created_at) where mail_judged_at is null;

      alter table dev_message add column html text;

      -- Only what differs from what is offered at first; what must not be switched off has no row.
      create table message_preference (
        user_id uuid not null references app_user on delete cascade,
        topic text not null,
        channel text not null check (channel in ('in_app', 'email', 'sms')),
        is_on boolean not null,
        updated_at timestamptz not null,
        primary key (user_id, topic, channel)
      );
    `);
  }
}
