import { Migration } from '@mikro-orm/migrations';

/** A wish to be forgotten can be answered with no; a new wish makes that answer void. */
export class Migration20261122024000ErasureAnswers extends Migration {
  override up(): void {
    this.addSql(`
      alter table customer
        add column erasure_declined_at timestamptz,
        add column erasure_declined_because text check (erasure_declined_because in ('LEGAL_DUTY', 'STILL_CUSTOMER', 'NOT_PROVEN')),
        add constraint customer_erasure_answer check ((erasure_declined_at is null) = (erasure_declined_because is null)
          and (erasure_declined_at is null or erasure_asked_at is null));
    `);
  }
}
