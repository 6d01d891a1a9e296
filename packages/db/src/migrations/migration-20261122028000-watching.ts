import { Migration } from '@mikro-orm/migrations';

/** Alarms about the record are told like critical ones, exports of whole trails, and reasons that stand by their record. */
export class Migration20261122028000Watching extends Migration {
  override up(): void {
    this.addSql(`
      select set_config('ostiary.unattributed', 'new columns of what is there', true);

      drop index security_event_to_tell;
      create index security_event_to_tell on security_event (created_at)
        where told_at is null and (severity = 'CRITICAL' or starts_with(event_type, 'AUDIT_'));
      -- What is older is no news.
      update security_event set told_at = created_at where told_at is null and starts_with(event_type, 'AUDIT_');

      update audit_export set filter = filter || '{"trail": null}';

      -- The record that holds the keyed commitment of "why"; null for what is older.
      alter table access_change add column event_id uuid;

      -- Each time a part of the desk was switched for a role, and why; role_feature_off is how it stands now.
      create table role_feature_change (
        id uuid primary key,
        role_id uuid not null references role on delete cascade,
        feature text not null,
        is_on boolean not null,
        why text not null,
        switched_by uuid not null references app_user,
        switched_at timestamptz not null,
        event_id uuid not null
      );
      create index role_feature_change_newest on role_feature_change (switched_at desc, id desc);
    `);
  }
}
