import { Migration } from '@mikro-orm/migrations';

/** What is asked of one person or one case is found by an index, also among what is over. */
export class Migration20261122030000OfOnePerson extends Migration {
  override up(): void {
    this.addSql(`
      create index kyc_document_of_customer on kyc_document (customer_id);
      create index kyc_decision_of_application on kyc_decision (application_id, decided_at);
      create index fraud_alert_of_application on fraud_alert (application_id, created_at);
      create index risk_override_of_application on risk_override (application_id);
      create index upload_of_application on upload (application_id);
      create index legal_hold_of on legal_hold (customer_id);
      create index outbox_message_of on outbox_message (user_id, created_at);

      create index customer_erased on customer (id) where erased_at is not null;

      drop index undo_link_of_user;
      create index undo_link_of_user on undo_link (user_id, created_at);
    `);
  }
}
