import { PgBoss } from 'pg-boss';
import { auditGuard } from './audit/audit-guard.ts';
import { openOrm } from './mikro-orm.config.ts';
import { JOB_SCHEMA, QUEUES } from './queues.ts';

/** Rights of the application role: it owns nothing and can neither change nor remove the record. */
function grants(role: string): string {
  return `
    grant usage on schema public to ${role};
    grant select, insert, update, delete on all tables in schema public to ${role};
    revoke update, delete, truncate on audit_event from ${role};
    revoke update, delete, truncate on policy_version, application_event, security_event from ${role};
    grant update (resolved, resolved_by, resolved_at, assigned_to, assigned_at, resolution, resolution_note, version, told_at)
      on security_event to ${role};
    revoke update, delete, truncate on login_activity from ${role};
    grant update (reported_at) on login_activity to ${role};
    revoke update, delete, truncate on pii_reveal from ${role};
    revoke delete, truncate, update on kyc_decision from ${role};
    revoke update, delete, truncate on risk_assessment from ${role};
    revoke update, delete, truncate on audit_seal, audit_subtree, audit_checkpoint, audit_checkpoint_copy from ${role};
    revoke update, delete, truncate on audit_seal_refusal, audit_verification_step from ${role};
    revoke update, truncate on kyc_note, fraud_alert_note from ${role};
    grant execute on function forget_old_sign_ins(integer) to ${role};
    grant execute on function forget_erased_person(uuid) to ${role};
    grant update (voided_at, voided_because, voided_by) on kyc_decision to ${role};
    revoke update, delete, truncate on access_change from ${role};
    grant update (why) on access_change to ${role};
    revoke update, delete, truncate on role_feature_change, security_event_reopening from ${role};
    revoke insert, update, delete on schema_migration from ${role};
    grant usage on schema ${JOB_SCHEMA} to ${role};
    grant select, insert, update, delete on all tables in schema ${JOB_SCHEMA} to ${role};
    grant execute on all functions in schema ${JOB_SCHEMA} to ${role};
    grant usage on all sequences in schema ${JOB_SCHEMA} to ${role};
  `;
}

/**
 * Brings a database to the newest schema, as its owner, and gives the application role its rights.
 * Needs the extensions btree_gist and pg_trgm, which it creates where the owner may.
 * @returns names of the migrations that ran, oldest first
 */
export async function migrate({ ownerUrl, appRole }: { ownerUrl: string; appRole: string }): Promise<string[]> {
  if (!/^[a-z_][a-z0-9_]*$/.test(appRole)) throw new Error(`Not a plain role name: ${appRole}`);
  const orm = await openOrm({ url: ownerUrl, isOwner: true, poolMax: 4 });
  try {
    const connection = orm.em.getConnection();
    await connection.execute('create extension if not exists btree_gist; create extension if not exists pg_trgm;');
    const ran = await orm.migrator.up();
    await connection.execute(auditGuard());
    await migrateJobs(ownerUrl);
    await connection.execute(grants(appRole));
    return ran.map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}

async function migrateJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: JOB_SCHEMA,
    supervise: false,
    schedule: false,
    max: 2,
  });
  await boss.start();
  for (const queue of QUEUES) await boss.createQueue(queue.name, queue.options);
  await boss.stop({ graceful: false });
}
