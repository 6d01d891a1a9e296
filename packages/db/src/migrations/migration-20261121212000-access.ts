import { FEATURES, FIXED_FEATURE } from '@ostiary/domain/access';
import { Migration } from '@mikro-orm/migrations';

const named = Object.entries(FEATURES).map(
  ([feature, permissions]) => `when '${feature}' then array[${permissions.map((one) => `'${one}'`).join(', ')}]`,
);

/** Who is let in, with which rights, to whose cases: invitations, branches, features per role, and the last administrator. */
export class Migration20261121212000Access extends Migration {
  override up(): void {
    this.addSql(`
      alter table branch
        add column ifsc_prefix text check (ifsc_prefix is null or ifsc_prefix ~ '^[A-Z]{4}0[A-Z0-9]{0,6}$' and country = 'IN'),
        add column parent_id uuid references branch check (parent_id <> id),
        add column version integer not null default 1,
        add column closed_at timestamptz,
        add column updated_at timestamptz;
      update branch set updated_at = created_at;
      alter table branch alter column updated_at set not null, alter column updated_at set default now();
      create index branch_below on branch (parent_id) where parent_id is not null;

      -- Two branches moved below each other at once are each no cycle: the lock lets the second see the first.
      create function refuse_branch_cycle() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended('branch tree', 0));
        if exists (
          with recursive above (id) as (
            select new.parent_id union select b.parent_id from branch b join above a on b.id = a.id
          ) select from above where id = new.id
        ) then
          raise exception 'a branch below itself' using errcode = 'check_violation', constraint = 'branch_no_cycle';
        end if;
        return null;
      end $$;
      create trigger branch_no_cycle after insert or update of parent_id on branch
        for each row when (new.parent_id is not null) execute function refuse_branch_cycle();

      -- Closing a branch waits for who just gave it a case, and whoever comes after sees it closed: the case stays without one.
      create function leave_closed_branch() returns trigger language plpgsql as $$
      declare
        closed timestamptz;
      begin
        select closed_at into closed from branch where id = new.branch_id for key share;
        if closed is not null then new.branch_id := null; end if;
        return new;
      end $$;
      create trigger kyc_application_leaves_closed_branch before insert or update of branch_id on kyc_application
        for each row when (new.branch_id is not null) execute function leave_closed_branch();

      alter table app_user
        add column branch_id uuid references branch,
        add column only_own_branch boolean not null default false,
        add column requires_second_factor boolean not null default false,
        add column session_hours smallint check (session_hours between 1 and 24),
        add column closed_portals text[] not null default '{}' check (closed_portals <@ array['customer', 'staff']),
        add column access_version integer not null default 1,
        add constraint app_user_scope_has_branch check (branch_id is not null or not only_own_branch);
      create index app_user_of_branch on app_user (branch_id) where branch_id is not null;

      create table staff_invitation (
        id uuid primary key,
        -- Forgotten once the invitation is over.
        email text,
        display_name text,
        language text not null check (language in ('en', 'hi')),
        role_id uuid not null references role,
        branch_id uuid references branch,
        only_own_branch boolean not null default false,
        why text not null,
        token_hash bytea not null unique check (octet_length(token_hash) = 32),
        invited_by uuid not null references app_user,
        invited_at timestamptz not null,
        sent_at timestamptz not null,
        expires_at timestamptz not null,
        accepted_at timestamptz,
        accepted_by uuid references app_user on delete cascade,
        withdrawn_at timestamptz,
        withdrawn_by uuid references app_user,
        check ((accepted_at is null) = (accepted_by is null) and (withdrawn_at is null) = (withdrawn_by is null)),
        check (accepted_at is null or withdrawn_at is null),
        check ((email is null) = (accepted_at is not null or withdrawn_at is not null)),
        check ((email is null) = (display_name is null)),
        check (branch_id is not null or not only_own_branch)
      );
      create unique index staff_invitation_open on staff_invitation (lower(email)) where email is not null;

      -- Everything that was done to somebody's access. "why" is forgotten with the person.
      create table access_change (
        id uuid primary key,
        user_id uuid not null references app_user on delete cascade deferrable initially deferred,
        kind text not null check (kind in ('INVITED', 'ROLE_ASSIGNED', 'ROLE_REVOKED', 'BLOCKED', 'UNBLOCKED',
          'SESSIONS_ENDED', 'SECURITY_SET', 'BRANCH_SET')),
        role_id uuid references role,
        branch_id uuid references branch,
        done_by uuid not null references app_user,
        done_at timestamptz not null,
        why text check (length(why) between 1 and 300)
      );
      create index access_change_of on access_change (user_id, done_at desc, id desc);

      create function effective_permissions(permissions text[], switched_off text[]) returns text[]
        language sql immutable parallel safe
        return coalesce((select array_agg(p order by n) from unnest(permissions) with ordinality given (p, n)
          where not exists (select from unnest(switched_off) feature
            where p = any (case feature ${named.join(' ')} else '{}'::text[] end))), '{}');
      -- What a role grants ("permissions"), and what is left of it ("effective") while features are switched off.
      alter table role
        add column switched_off text[] not null default '{}',
        add column effective text[] not null generated always as (effective_permissions(permissions, switched_off)) stored,
        add constraint role_keeps_its_switch
          check (not ('${FIXED_FEATURE}' = any (switched_off) and 'features.manage' = any (permissions)));
      create table role_feature_off (
        role_id uuid not null references role on delete cascade,
        feature text not null,
        why text not null,
        switched_by uuid not null references app_user,
        switched_at timestamptz not null,
        primary key (role_id, feature)
      );
      create function switch_feature() returns trigger language plpgsql as $$
      declare
        target uuid := case tg_op when 'DELETE' then old.role_id else new.role_id end;
      begin
        update role set switched_off = array(select feature from role_feature_off where role_id = target order by feature)
        where id = target;
        return null;
      end $$;
      create trigger role_feature_off_switches after insert or delete on role_feature_off
        for each row execute function switch_feature();

      create or replace function may_claim(person uuid) returns boolean language sql stable as $$
        select exists (
          select from app_user u join user_role ur on ur.user_id = u.id and ur.is_active
            join role r on r.id = ur.role_id and r.is_active
          where u.id = person and not u.is_blocked and u.erased_at is null and 'review.claim' = any (r.effective))
      $$;
      drop trigger role_leaves_desk on role;
      create trigger role_leaves_desk after update of permissions, is_active, switched_off on role
        for each row when (old.* is distinct from new.* and 'review.claim' = any (old.permissions))
        execute function leave_with_role();

      create view administrator as
        select distinct u.id from role r join user_role ur on ur.role_id = r.id and ur.is_active
          join app_user u on u.id = ur.user_id
        where r.is_active and 'roles.assign' = any (r.permissions) and not u.is_blocked and u.erased_at is null
          and not 'staff' = any (u.closed_portals);
      -- Two administrators who block each other are each not the last one: the lock lets the second see the first.
      create function keep_administrator() returns void language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended('administrators', 0));
        if not exists (select from administrator) then
          raise exception 'nobody would be left to let anybody in'
            using errcode = 'check_violation', constraint = 'last_administrator';
        end if;
      end $$;
      create function keep_administrator_unblocked() returns trigger language plpgsql as $$
      begin
        if exists (select from user_role ur join role r on r.id = ur.role_id and r.is_active
          where ur.user_id = new.id and ur.is_active and 'roles.assign' = any (r.permissions)) then
          perform keep_administrator();
        end if;
        return null;
      end $$;
      create trigger app_user_keeps_administrator after update of is_blocked, erased_at, closed_portals on app_user
        for each row when ((new.is_blocked and not old.is_blocked) or (new.erased_at is not null and old.erased_at is null)
          or ('staff' = any (new.closed_portals) and not 'staff' = any (old.closed_portals)))
        execute function keep_administrator_unblocked();
      create function keep_administrator_in_role() returns trigger language plpgsql as $$
      begin
        if old.is_active and exists (select from role where id = old.role_id and 'roles.assign' = any (permissions)) then
          perform keep_administrator();
        end if;
        return null;
      end $$;
      create trigger user_role_keeps_administrator after update of is_active, role_id, user_id or delete on user_role
        for each row execute function keep_administrator_in_role();
      create function keep_administrator_with_role() returns trigger language plpgsql as $$
      begin
        if exists (select from user_role where role_id = new.id and is_active) then perform keep_administrator(); end if;
        return null;
      end $$;
      create trigger role_keeps_administrator after update of permissions, is_active on role
        for each row when (old.is_active and 'roles.assign' = any (old.permissions)
          and not (new.is_active and 'roles.assign' = any (new.permissions)))
        execute function keep_administrator_with_role();
    `);
  }
}
