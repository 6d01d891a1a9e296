import { TRANSITIONS } from '@ostiary/domain/application';
import { Migration } from '@mikro-orm/migrations';

/** Each edge once; the trigger knows states, the domain knows who may take an edge. */
function edges(): string {
  const pairs = new Set(TRANSITIONS.map(({ from, to }) => `('${from}', '${to}')`));
  return [...pairs].join(', ');
}

/** What the database itself keeps, whatever the application does (docs/architecture.md). */
export class Migration20261121093000Invariants extends Migration {
  override up(): void {
    this.addSql(`
      create function refuse_unknown_edge() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          if new.status <> 'INCOMPLETE' then
            raise exception 'an application starts INCOMPLETE' using errcode = 'check_violation', constraint = 'kyc_application_edge';
          end if;
        elsif new.status <> old.status and (old.status, new.status) not in (${edges()}) then
          raise exception 'no edge from % to %', old.status, new.status using errcode = 'check_violation', constraint = 'kyc_application_edge';
        end if;
        return new;
      end $$;
      create trigger kyc_application_edge before insert or update of status on kyc_application
        for each row execute function refuse_unknown_edge();

      create function refuse_joined_duties() returns trigger language plpgsql as $$
      begin
        if exists (
          select from (
            select array_agg(distinct permission) as held
            from user_role ur join role r on r.id = ur.role_id and r.is_active cross join unnest(r.permissions) permission
            where ur.is_active and ur.user_id in (select user_id from user_role where role_id = new.id or user_role.id = new.id)
            group by ur.user_id
          ) person
          where 'audit.read' = any (held) and held && array['review.decide', 'review.approve-second', 'review.request-more']
        ) then
          raise exception 'nobody may decide and audit' using errcode = 'check_violation', constraint = 'user_role_separates_duties';
        end if;
        return null;
      end $$;
      create trigger user_role_separates_duties after insert or update on user_role
        for each row execute function refuse_joined_duties();
      create trigger role_separates_duties_for_holders after update on role
        for each row execute function refuse_joined_duties();

      create function refuse_wrong_decider() returns trigger language plpgsql as $$
      begin
        if exists (select from kyc_application a where a.id = new.application_id and a.customer_id = new.decided_by) then
          raise exception 'nobody decides their own application' using errcode = 'check_violation', constraint = 'kyc_decision_not_own';
        end if;
        if new.stage = 2 and not exists (
          select from kyc_decision d where d.application_id = new.application_id and d.round = new.round
            and d.stage = 1 and d.voided_at is null and d.decided_by <> new.decided_by
        ) then
          raise exception 'a second approval needs a first one by another person'
            using errcode = 'check_violation', constraint = 'kyc_decision_four_eyes';
        end if;
        return new;
      end $$;
      create trigger kyc_decision_decider before insert or update on kyc_decision
        for each row execute function refuse_wrong_decider();

      create function check_leaf() returns trigger language plpgsql as $$
      begin
        if new.leaf <> sha256('\\x00'::bytea || convert_to(new.canonical, 'UTF8')) then
          raise exception 'leaf does not match the record' using errcode = 'check_violation', constraint = 'audit_event_leaf';
        end if;
        return new;
      end $$;
      create trigger audit_event_leaf before insert on audit_event for each row execute function check_leaf();

      create function raise_append_only() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
      end $$;
      create trigger audit_event_append_only before update or delete on audit_event
        for each row execute function raise_append_only();
      create trigger audit_event_no_truncate before truncate on audit_event
        for each statement execute function raise_append_only();
      create trigger policy_version_immutable before update or delete on policy_version
        for each row execute function raise_append_only();
    `);
  }
}
