import { Migration } from '@mikro-orm/migrations';

/**
 * A company has no first and last name: it is known by its own, which its row of the application gives. What people
 * read, and what they search by, is one column each; both are written once more, and follow when a company is saved.
 */
export class Migration20261122043000ApplicantNames extends Migration {
  override up(): void {
    this.addSql(`
      alter table customer drop column name_key, add column business_name text;
      alter table customer
        add column full_name text not null generated always as
          (coalesce(business_name, trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')))) stored,
        add column name_key text not null generated always as
          (name_key(coalesce(business_name || ' ', '') || coalesce(first_name, '') || ' ' || coalesce(last_name, ''))) stored;
      create index customer_name_key on customer using gin (name_key gin_trgm_ops);

      drop trigger customer_gives_key on customer;
      create trigger customer_gives_key after update of business_name, first_name, last_name on customer
        for each row execute function give_applicant_key();
    `);
  }
}
