import { Migration } from '@mikro-orm/migrations';

/** Nothing changes without a record of who changed it, and security events have an owner and an end. */
export class Migration20261121211000AuditGuard extends Migration {
  override up(): void {
    this.addSql(`
      -- The deferred trigger of every audited table (audit/audited-tables.ts): at the commit this transaction must have
      -- written a record. It raises and never skips; a value that appears or goes counts as a change. The owner of the
      -- tables alone may say why a transaction has none (set ostiary.unattributed = 'reason'): whoever is signed in as
      -- the application is not its member, whatever they set.
      create function require_audit() returns trigger language plpgsql security definer
        set search_path = pg_catalog, public, pg_temp as $$
      begin
        if exists (select from public.audit_event where xid = pg_current_xact_id()) then return null; end if;
        if tg_op = 'UPDATE' and (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(to_jsonb(new))
              where (key = any (tg_argv[1]::text[])) = (tg_argv[0] = 'only'))
            = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(to_jsonb(old))
              where (key = any (tg_argv[1]::text[])) = (tg_argv[0] = 'only')) then
          return null;
        end if;
        if coalesce(current_setting('ostiary.unattributed', true), '') <> ''
            and pg_has_role(session_user, (select relowner from pg_class where oid = tg_relid), 'member') then
          return null;
        end if;
        raise exception 'unattributed %: % changed without a record in its transaction', lower(tg_op), tg_table_name
          using errcode = 'integrity_constraint_violation', constraint = 'audit_required', table = tg_table_name;
      end $$;

      -- As before; and a record is of the transaction that wrote it, or it could vouch for another's.
      create or replace function check_leaf() returns trigger language plpgsql as $$
      begin
        if new.leaf <> sha256('\\x00'::bytea || convert_to(new.canonical, 'UTF8')) then
          raise exception 'leaf does not match the record' using errcode = 'check_violation', constraint = 'audit_event_leaf';
        end if;
        if new.xid <> pg_current_xact_id() then
          raise exception 'a record belongs to its own transaction' using errcode = 'check_violation', constraint = 'audit_event_xid';
        end if;
        return new;
      end $$;

      alter table security_event
        add column assigned_to uuid references app_user,
        add column assigned_at timestamptz,
        add column resolution text check (resolution in ('TRUE_POSITIVE', 'FALSE_POSITIVE', 'ACCEPTED')),
        add column resolution_note text check (length(resolution_note) <= 2000),
        add column version integer not null default 1,
        -- When administrators were told of a CRITICAL one.
        add column told_at timestamptz,
        add constraint security_event_assignment_is_whole check ((assigned_to is null) = (assigned_at is null)),
        add constraint security_event_not_own check (assigned_to <> user_id and resolved_by <> user_id);
      update security_event set told_at = created_at where severity = 'CRITICAL';
      update security_event set resolution = 'ACCEPTED' where resolved;
      alter table security_event add constraint security_event_resolution_is_whole check (
        resolved = (resolved_by is not null) and resolved = (resolved_at is not null) and resolved = (resolution is not null));
      drop index security_event_open;
      create index security_event_open on security_event (created_at desc, id desc) where not resolved;
      create index security_event_newest on security_event (created_at desc, id desc);
      create index security_event_grave on security_event (severity, created_at desc, id desc);
      create index security_event_of_address on security_event (ip_address, created_at desc);
      create index security_event_owned on security_event (assigned_to, created_at desc) where assigned_to is not null;
      create index security_event_to_tell on security_event (created_at) where told_at is null and severity = 'CRITICAL';

      -- Open screens hear of what is grave at once; a flood of failed sign-ins would only make every commit wait.
      create function tell_security() returns trigger language plpgsql as $$
      begin
        perform pg_notify('ostiary_desk', '{"kind": "security"}');
        return null;
      end $$;
      create trigger security_event_told after insert on security_event
        for each row when (new.severity in ('HIGH', 'CRITICAL')) execute function tell_security();
      create trigger security_event_worked_on_told after update of version on security_event
        for each row execute function tell_security();

      -- As before, and what was noted about the person in a security event.
      create or replace function forget_erased_person(person uuid) returns void
        language sql volatile security definer set search_path = public, pg_temp as $$
          update login_activity set ip = '0.0.0.0', user_agent = '', device_id = null,
            identifier_hash = sha256(convert_to(id::text, 'UTF8'))
          where user_id = person and exists (select from customer where id = person and erased_at is not null);
          update pii_reveal set note = null
          where customer_id = person and exists (select from customer where id = person and erased_at is not null);
          update security_event set resolution_note = null
          where user_id = person and exists (select from customer where id = person and erased_at is not null);
        $$;
    `);
  }
}
