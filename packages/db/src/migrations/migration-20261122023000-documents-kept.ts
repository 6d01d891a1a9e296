import { Migration } from '@mikro-orm/migrations';

/** Files that are missing or lost, checks that are asked for again, and numbers that nobody claims any more. */
export class Migration20261122023000DocumentsKept extends Migration {
  override up(): void {
    this.addSql(`
      -- One look at the store is no proof: what is missing is looked for again, and what is lost may come back.
      alter table kyc_document
        add column missing_since timestamptz,
        add column lost_at timestamptz,
        add column removal_failed_at timestamptz,
        add column scan_asked_at timestamptz,
        add column claims_number boolean not null default true;
      create index kyc_document_in_shard on kyc_document (right(storage_key, 2)) where file_removed_at is null;
      create index kyc_document_missing on kyc_document (missing_since) where missing_since is not null;
      create index data_key_of_version on data_key (kek_version);

      -- A file that was refused, and an application that ended unread, keep nobody from their own document.
      alter table kyc_document disable trigger user;
      update kyc_document d set claims_number = false from kyc_application a
        where a.id = d.application_id and a.status = 'WITHDRAWN';
      alter table kyc_document enable trigger user;
      alter table kyc_document
        drop constraint kyc_document_number_belongs_to_one_customer,
        add constraint kyc_document_number_belongs_to_one_customer exclude using gist (
          document_type with =, issuer with =, number_index with =, customer_id with <>
        ) where (document_type in ('GOVERNMENT_ID', 'PASSPORT', 'DRIVER_LICENSE')
          and status not in ('SUPERSEDED', 'REJECTED') and claims_number);
      create function release_document_numbers() returns trigger language plpgsql as $$
      begin
        update kyc_document set claims_number = false where application_id = new.id and claims_number;
        return null;
      end $$;
      create trigger kyc_application_releases_numbers after update of status on kyc_application
        for each row when (old.status is distinct from new.status and new.status = 'WITHDRAWN')
        execute function release_document_numbers();
    `);
  }
}
