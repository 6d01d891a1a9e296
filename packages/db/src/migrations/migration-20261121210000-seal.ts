import { Migration } from '@mikro-orm/migrations';

/** What the sealer and the verification write: once, and never changed again. */
const SEAL_TABLES = [
  'audit_seal',
  'audit_subtree',
  'audit_checkpoint',
  'audit_checkpoint_copy',
  'audit_seal_refusal',
  'audit_verification_step',
];

const appendOnly = (table: string) => `
      create trigger ${table}_append_only before update or delete on ${table}
        for each row execute function raise_append_only();
      create trigger ${table}_no_truncate before truncate on ${table}
        for each statement execute function raise_append_only();`;

/** The audit record as an RFC 6962 tree: sealed order, kept subtrees, signed checkpoints, and what verification found. */
export class Migration20261121210000Seal extends Migration {
  override up(): void {
    this.addSql(`
      -- The order of the tree. xid and leaf are repeated, so that a record that is changed or gone is still known by them.
      create table audit_seal (
        index bigint primary key check (index >= 0),
        event_id uuid not null unique references audit_event,
        xid xid8 not null,
        leaf bytea not null check (octet_length(leaf) = 32)
      );

      -- Roots of the complete subtrees of 16, 256, 4096 … leaves: a proof reads a few of them, never the whole tree.
      create table audit_subtree (
        level smallint check (level > 0 and level % 4 = 0),
        index bigint check (index >= 0),
        hash bytea not null check (octet_length(hash) = 32),
        primary key (level, index)
      );

      create table audit_checkpoint (
        size bigint primary key check (size > 0),
        root bytea not null check (octet_length(root) = 32),
        note text not null,
        signed_at timestamptz not null
      );

      -- Which checkpoints were also written to the place outside.
      create table audit_checkpoint_copy (
        size bigint primary key references audit_checkpoint,
        copied_at timestamptz not null
      );

      -- Why the sealer stopped signing; it does so until a checkpoint is newer than the last of these.
      create table audit_seal_refusal (
        id uuid primary key,
        at timestamptz not null,
        reason text not null,
        size bigint not null,
        outside_size bigint
      );
      create index audit_seal_refusal_newest on audit_seal_refusal (at desc);

      -- One run of the verification is a few rows: asked for, running (with progress), and how it ended.
      create table audit_verification_step (
        id uuid primary key,
        run_id uuid not null,
        at timestamptz not null,
        state text not null check (state in ('WAITING', 'RUNNING', 'PASSED', 'FAILED', 'BROKEN_OFF')),
        checked bigint not null default 0 check (checked >= 0),
        size bigint,
        faults jsonb not null default '[]',
        asked_by uuid
      );
      create index audit_verification_step_newest on audit_verification_step (at desc, id desc);
      create index audit_verification_step_of_run on audit_verification_step (run_id, at);
      ${SEAL_TABLES.map(appendOnly).join('')}
    `);
  }
}
