import { Migration } from '@mikro-orm/migrations';

/** What was read on a document, sealed under its owner's key. */
export class Migration20261121202000Readings extends Migration {
  override up(): void {
    this.addSql(`
      alter table kyc_document add column reading_encrypted text check (reading_encrypted ~ '^gAAAA[A-Za-z0-9_=-]+$');
    `);
  }
}
