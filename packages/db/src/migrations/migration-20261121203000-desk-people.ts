import { Migration } from '@mikro-orm/migrations';

/** What the database keeps of who works at the desk: whoever leaves lets go of their cases, and open screens hear of it. */
export class Migration20261121203000DeskPeople extends Migration {
  override up(): void {
    this.addSql(`
      -- What staff alone hear of; the customer's stream listens to another channel.
      create function tell_person() returns trigger language plpgsql as $$
      begin
        perform pg_notify('ostiary_desk', json_build_object('kind', 'notification', 'userId', new.user_id)::text);
        return null;
      end $$;
      create trigger notification_told after insert or update of read_at on notification
        for each row execute function tell_person();
      create function tell_note() returns trigger language plpgsql as $$
      begin
        perform pg_notify('ostiary_desk', json_build_object('kind', 'notes', 'id', new.application_id)::text);
        return null;
      end $$;
      create trigger kyc_note_told after insert on kyc_note for each row execute function tell_note();
      create function tell_assigned() returns trigger language plpgsql as $$
      begin
        perform pg_notify('ostiary_desk', json_build_object('kind', 'case', 'id', new.id, 'version', new.version,
          'status', new.status)::text);
        return null;
      end $$;
      create trigger kyc_application_assigned_told after update of assigned_to on kyc_application
        for each row execute function tell_assigned();

      create index kyc_application_to_tell on kyc_application (due_at)
        where late_told_at is null and status in ('SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL');
      create index kyc_decision_of_decider on kyc_decision (decided_by, decided_at);
      create index case_presence_seen on case_presence (seen_at);

      -- Nobody is to do anything about a decided case; a new due date is news again.
      create function settle_wishes() returns trigger language plpgsql as $$
      begin
        if new.status <> old.status and new.status not in ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED') then
          new.assigned_to := null;
          new.assigned_by := null;
          new.assigned_at := null;
        end if;
        if new.due_at is distinct from old.due_at then
          new.due_soon_told_at := null;
          new.late_told_at := null;
        end if;
        return new;
      end $$;
      create trigger kyc_application_wishes before update of status, due_at on kyc_application
        for each row execute function settle_wishes();

      create function may_claim(person uuid) returns boolean language sql stable as $$
        select exists (
          select from app_user u join user_role ur on ur.user_id = u.id and ur.is_active
            join role r on r.id = ur.role_id and r.is_active
          where u.id = person and not u.is_blocked and u.erased_at is null and 'review.claim' = any (r.permissions))
      $$;

      -- One record of the audit log; its text is canonical (RFC 8785) because every value is an id or a fixed word.
      create function record_access_ended(case_id uuid, person uuid, action text) returns void language plpgsql as $$
      declare
        record_id uuid := gen_random_uuid();
        record text;
      begin
        record := format('{"action":"%s","actor":{"id":null,"role":"SYSTEM"},"after":{"because":"ACCESS_ENDED","person":"%s"},'
          || '"at":"%s","before":null,"id":"%s","request":{"agent":"ostiary","id":"system","ip":"127.0.0.1"},'
          || '"target":{"id":"%s","type":"kyc_application"}}', action, person,
          to_char(bank_now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), record_id, case_id);
        insert into audit_event (id, at, actor_role, action, target_type, target_id, request_id, ip, user_agent, canonical, leaf)
        values (record_id, date_trunc('milliseconds', bank_now()), 'SYSTEM', action, 'kyc_application', case_id, 'system',
          '127.0.0.1', 'ostiary', record, sha256('\\x00'::bytea || convert_to(record, 'UTF8')));
      end $$;

      -- Cases under review go back to the queue where they were, and wishes end, by whatever path somebody lost the right.
      create function leave_desk(person uuid) returns void language plpgsql as $$
      declare
        case_id uuid;
      begin
        for case_id in select id from kyc_application where claimed_by = person order by id for update loop
          update kyc_application set status = 'SUBMITTED', claimed_by = null, claimed_at = null, lease_expires_at = null,
            version = version + 1, updated_at = bank_now() where id = case_id;
          insert into application_event (id, application_id, kind, at, actor_id)
          values (gen_random_uuid(), case_id, 'review_paused', bank_now(), null);
          perform record_access_ended(case_id, person, 'case.returned');
        end loop;
        for case_id in select id from kyc_application where assigned_to = person order by id for update loop
          update kyc_application set assigned_to = null, assigned_by = null, assigned_at = null where id = case_id;
          perform record_access_ended(case_id, person, 'case.unassigned');
        end loop;
      end $$;

      create function leave_when_blocked() returns trigger language plpgsql as $$
      begin
        if (new.is_blocked and not old.is_blocked) or (new.erased_at is not null and old.erased_at is null) then
          perform leave_desk(new.id);
        end if;
        return null;
      end $$;
      create trigger app_user_leaves_desk after update of is_blocked, erased_at on app_user
        for each row execute function leave_when_blocked();

      create function leave_without_role() returns trigger language plpgsql as $$
      begin
        if not may_claim(old.user_id) then perform leave_desk(old.user_id); end if;
        return null;
      end $$;
      create trigger user_role_leaves_desk after update or delete on user_role
        for each row execute function leave_without_role();

      create function leave_with_role() returns trigger language plpgsql as $$
      declare
        person uuid;
      begin
        for person in select distinct user_id from user_role where role_id = new.id and is_active order by user_id loop
          if not may_claim(person) then perform leave_desk(person); end if;
        end loop;
        return null;
      end $$;
      create trigger role_leaves_desk after update of permissions, is_active on role
        for each row when (old.* is distinct from new.* and 'review.claim' = any (old.permissions))
        execute function leave_with_role();
    `);
  }
}
