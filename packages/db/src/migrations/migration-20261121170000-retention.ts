import { Migration } from '@mikro-orm/migrations';

/**
 * The sign-in history ends after 400 days: a year, and a month in which last year's report is written (GDPR, article
 * 5(1)(e)). The application may remove nothing of it but what this function takes, however it is asked.
 */
export class Migration20261121170000Retention extends Migration {
  override up(): void {
    this.addSql(`
      create function forget_old_sign_ins(most integer) returns integer
        language sql volatile security definer set search_path = public, pg_temp as $$
          with gone as (
            delete from login_activity where id in (
              select id from login_activity where at < bank_now() - interval '400 days' order by at limit most
              for update skip locked
            ) returning 1
          )
          select count(*)::integer from gone
        $$;
      revoke all on function forget_old_sign_ins(integer) from public;
    `);
  }
}
