import { Migration } from '@mikro-orm/migrations';

/** What open screens hear of a case names its branch: whoever sees one branch alone hears nothing of the others. */
export class Migration20261122026000BranchNews extends Migration {
  override up(): void {
    this.addSql(`
      create or replace function tell_case_changed() returns trigger language plpgsql as $$
      begin
        perform pg_notify('ostiary_case', json_build_object('id', new.id, 'customerId', new.customer_id,
          'version', new.version, 'status', new.status, 'branchId', new.branch_id)::text);
        return null;
      end $$;
      create or replace function tell_assigned() returns trigger language plpgsql as $$
      begin
        perform pg_notify('ostiary_desk', json_build_object('kind', 'case', 'id', new.id, 'version', new.version,
          'status', new.status, 'branchId', new.branch_id)::text);
        return null;
      end $$;
      create or replace function tell_note() returns trigger language plpgsql as $$
      begin
        perform pg_notify('ostiary_desk', json_build_object('kind', 'notes', 'id', new.application_id, 'branchId',
          (select branch_id from kyc_application where id = new.application_id))::text);
        return null;
      end $$;
    `);
  }
}
