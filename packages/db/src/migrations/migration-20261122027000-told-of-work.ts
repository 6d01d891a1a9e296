import { Migration } from '@mikro-orm/migrations';

/** Who may take a case hears that it is new, and a message to somebody invited holds up nobody else's. */
export class Migration20261122027000ToldOfWork extends Migration {
  override up(): void {
    this.addSql(`
      -- When the desk was last told that the case came in. What waits already is no news.
      alter table kyc_application add column new_told_at timestamptz default bank_now();
      alter table kyc_application alter column new_told_at drop default;
      create index kyc_application_new on kyc_application (submitted_at)
        where status = 'SUBMITTED' and (new_told_at is null or new_told_at < submitted_at);

      -- Messages of one lane go out one after the other; null: the lane of the person they belong to.
      alter table outbox_message add column lane uuid;
      drop index outbox_message_lane;
      create index outbox_message_lane on outbox_message (coalesce(lane, user_id), channel, seq)
        where sent_at is null and given_up_at is null;
    `);
  }
}
