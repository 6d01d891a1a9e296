import { Migration } from '@mikro-orm/migrations';

/**
 * The queue by signal, in each of its orders (see queue-sql.ts): an array's index gathers every case that has a common
 * signal before the first can be shown.
 */
export class Migration20261122121000SignalsOfCases extends Migration {
  override up(): void {
    this.addSql(`
      create table application_signal (
        application_id uuid not null references kyc_application on delete cascade,
        code text not null,
        status text not null,
        due_at timestamptz not null,
        submitted_at timestamptz not null,
        risk_rank smallint not null,
        primary key (application_id, code)
      );
      create function keep_application_signals() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and old.signal_codes = '{}' and new.signal_codes = '{}' then return null; end if;
        delete from application_signal
          where application_id = new.id and (new.submitted_at is null or code <> all (new.signal_codes));
        if new.submitted_at is null then return null; end if;
        insert into application_signal (application_id, code, status, due_at, submitted_at, risk_rank)
          select distinct new.id, code, new.status, new.due_at, new.submitted_at, new.risk_rank from unnest(new.signal_codes) code
          on conflict (application_id, code) do update set status = excluded.status, due_at = excluded.due_at,
            submitted_at = excluded.submitted_at, risk_rank = excluded.risk_rank;
        return null;
      end $$;
      create trigger kyc_application_signals after insert or update of status, due_at, submitted_at, risk_score, signal_codes
        on kyc_application for each row execute function keep_application_signals();
      insert into application_signal (application_id, code, status, due_at, submitted_at, risk_rank)
        select distinct a.id, code, a.status, a.due_at, a.submitted_at, a.risk_rank
        from kyc_application a cross join unnest(a.signal_codes) code where a.submitted_at is not null;
      create index application_signal_by_due on application_signal (status, code, due_at, submitted_at, application_id);
      create index application_signal_by_age on application_signal (status, code, submitted_at, application_id);
      create index application_signal_by_risk on application_signal (status, code, risk_rank, due_at, application_id);
    `);
  }
}
