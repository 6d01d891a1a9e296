import { Migration } from '@mikro-orm/migrations';

/** What failed from one network within a period is counted from an index alone. */
export class Migration20261122120000FailuresOfAddress extends Migration {
  override up(): void {
    this.addSql(`
      create index login_activity_failed_from on login_activity (ip, at)
        where outcome in ('FAILED', 'SECOND_FACTOR_FAILED', 'LOCKED', 'THROTTLED');
    `);
  }
}
