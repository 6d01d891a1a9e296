import { Migration } from '@mikro-orm/migrations';

/** The three orders of the queue, and what a filter may hold equal in front of them (see queue-sql.ts). */
const ORDERS = { due: 'due_at, submitted_at, id', age: 'submitted_at, id', risk: 'risk_rank, due_at, id' };
/** What other filters ask about a row is in the index, so that they pass over many without reading any. */
const ASKED = 'risk_band, policy_version_id, branch_id, assigned_to, signal_codes';
const COVERED = { due: ASKED, age: `due_at, ${ASKED}`, risk: `submitted_at, ${ASKED}` };

const index = (name: string, columns: string, rest = '') =>
  `create index kyc_application_${name} on kyc_application (${columns}) ${rest} where submitted_at is not null;`;

const indexes = (['due', 'age', 'risk'] as const).flatMap((order) => [
    index(`queue_by_${order}`, `status, ${ORDERS[order]}`, `include (${COVERED[order]})`),
    index(`policy_by_${order}`, `status, policy_version_id, ${ORDERS[order]}`),
    index(`band_by_${order}`, `status, risk_band, ${ORDERS[order]}`),
    index(`branch_by_${order}`, `status, branch_id, ${ORDERS[order]}`),
  ]);

/** What the queue of a large bank is read by. */
export class Migration20261121204000Queue extends Migration {
  override up(): void {
    this.addSql(`
      alter table policy_version
        add column country text not null generated always as (body ->> 'country') stored,
        add column applicant_kind text not null generated always as (body ->> 'applicantKind') stored;

      -- Highest score first, unassessed last, and all keys ascending: one row comparison continues a page.
      alter table kyc_application
        add column risk_rank smallint not null generated always as (coalesce(-risk_score, 1)::smallint) stored;
      drop index kyc_application_by_status;
      ${indexes.join('\n      ')}
      create index kyc_application_of on kyc_application (customer_id);

      -- Whatever several filters at once, or a rare signal, leave of a long list.
      create function queue_facets(status text, band text, policy uuid, branch uuid, assignee uuid, signals text[])
        returns text[] language sql immutable parallel safe
        return signals || array_remove(array[status, band, policy::text, branch::text, assignee::text], null);
      -- The applicant's name beside them, so that one index knows both; kept with the name itself, also when it is erased.
      alter table kyc_application add column applicant_key text not null default '';
      update kyc_application a set applicant_key = c.name_key from customer c where c.id = a.customer_id;
      create function take_applicant_key() returns trigger language plpgsql as $$
      begin
        new.applicant_key := coalesce((select name_key from customer where id = new.customer_id), '');
        return new;
      end $$;
      create trigger kyc_application_takes_key before insert or update of customer_id, applicant_key on kyc_application
        for each row execute function take_applicant_key();
      create function give_applicant_key() returns trigger language plpgsql as $$
      begin
        if new.name_key <> old.name_key then
          update kyc_application set applicant_key = new.name_key where customer_id = new.id;
        end if;
        return null;
      end $$;
      create trigger customer_gives_key after update of first_name, last_name on customer
        for each row execute function give_applicant_key();
      create index kyc_application_facets on kyc_application using gin (
        queue_facets(status, risk_band, policy_version_id, branch_id, assigned_to, signal_codes), applicant_key gin_trgm_ops)
        with (fastupdate = off) where submitted_at is not null;

      create index user_role_of_role on user_role (role_id, user_id) where is_active;
      create index kyc_document_by_number on kyc_document (number_index);
    `);
  }
}
