import { Migration } from '@mikro-orm/migrations';

/** The audit log as it is searched, and files of it that people asked for. */
export class Migration20261121214000AuditSearch extends Migration {
  override up(): void {
    this.addSql(`
      -- In the order of pages. Free text has no index: it would cost every write more than the record itself, so it is
      -- looked for among a bounded number of records at a time.
      create index audit_event_newest on audit_event (at, id);
      create index audit_event_of_action on audit_event (action, at);
      create index audit_event_of_address on audit_event (ip, at);

      create table audit_export (
        id uuid primary key,
        requested_by uuid not null references app_user,
        requested_at timestamptz not null,
        format text not null check (format in ('CSV', 'JSONL')),
        -- Ids, actions, moments and an address; nothing that was typed to find them.
        filter jsonb not null check (jsonb_typeof(filter) = 'object'),
        state text not null default 'WAITING'
          check (state in ('WAITING', 'RUNNING', 'READY', 'FAILED', 'CANCELLED', 'REMOVED')),
        -- Which run it is: a run that was given up for dead changes nothing any more, and its file is its own.
        run integer not null default 0 check (run >= 0),
        storage_key uuid unique,
        -- Written to the file; read so far, and to be read in all.
        rows integer not null default 0 check (rows >= 0),
        read integer not null default 0 check (read >= 0),
        total integer check (total >= 0),
        progressed_at timestamptz,
        size_bytes bigint check (size_bytes >= 0),
        sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
        failed_because text,
        finished_at timestamptz,
        expires_at timestamptz,
        constraint audit_export_ready check (
          state <> 'READY' or (storage_key is not null and sha256 is not null and expires_at is not null)),
        constraint audit_export_failure check ((state = 'FAILED') = (failed_because is not null))
      );
      create index audit_export_newest on audit_export (requested_at desc, id desc);
      create index audit_export_open on audit_export (progressed_at) where state in ('WAITING', 'RUNNING');
      create index audit_export_expiring on audit_export (expires_at) where state = 'READY';
    `);
  }
}
