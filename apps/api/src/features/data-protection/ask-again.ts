import { KycApplication, LockMode, RequirementStateRow, type SqlEntityManager } from '@ostiary/db';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { DocumentId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { addToTimeline } from '../application/timeline.service.ts';
import { type asSystem, recordAudit } from '../audit/audit.service.ts';
import { notifyAskedAgain, type Writing } from '../notifications/notifications.service.ts';
import { voidIfChanged } from '../review/evidence-changed.service.ts';
import type { Broken } from './sealed-place.ts';

type SystemContext = ReturnType<typeof asSystem> & Pick<Writing, 'deps'>;

const COLUMNS: readonly string[] = [
  'customer.ssn_encrypted',
  'customer.address_encrypted',
  'customer_data.value_encrypted',
];

/** Does the row still hold what did not open? Somebody may have given it anew since. */
async function stillStands(em: SqlEntityManager, { place, sealed }: Broken): Promise<boolean> {
  const rows = await em.execute<unknown[]>(`select from ${place.table} where id = ? and ${place.column} = ?`, [
    place.rowId,
    sealed,
  ]);
  return rows.length > 0;
}

/** Decided cases stay as they were decided; the open one asks. */
const OPEN = `status in ('INCOMPLETE', 'SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'PENDING_SECOND_APPROVAL')`;

async function lockApplication(em: SqlEntityManager, sql: string, id: string): Promise<KycApplication | null> {
  const [row] = await em.execute<{ id: KycApplication['id'] }[]>(sql, [id]);
  return row
    ? em.findOne(KycApplication, { id: row.id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
    : null;
}

async function record(ctx: SystemContext, application: KycApplication, requirement: RequirementCode): Promise<void> {
  application.version += 1;
  application.updatedAt = ctx.now;
  addToTimeline(ctx, { applicationId: application.id, kind: 'asked_again', actorId: null });
  recordAudit(ctx, {
    action: 'requirement.asked-again',
    target: { type: 'kyc_application', id: application.id },
    after: { requirement, version: application.version },
  });
  await notifyAskedAgain(ctx, application.customerId);
}

/** What was accepted unread cannot stay accepted. */
function withdrawVerdict(row: RequirementStateRow): void {
  if (row.verdict !== 'accepted') return;
  row.verdict = null;
  row.judgedBy = null;
  row.judgedAt = null;
}

async function askForRow(ctx: SystemContext, broken: Broken, requirement: RequirementCode): Promise<void> {
  const { em } = ctx;
  const { userId } = broken;
  if (userId === null) return;
  const application = await lockApplication(
    em,
    `select id from kyc_application where customer_id = ? and ${OPEN} order by created_at desc limit 1`,
    userId,
  );
  if (!application || !(await stillStands(em, broken))) return;
  const known = await em.findOne(RequirementStateRow, { applicationId: application.id, code: requirement });
  if (known?.unreadableAt != null) return;
  const row =
    known ?? em.create(RequirementStateRow, { id: uuidv7(), applicationId: application.id, code: requirement });
  em.persist(row);
  row.unreadableAt = ctx.now;
  withdrawVerdict(row);
  await record(ctx, application, requirement);
  await voidIfChanged(ctx, application.id);
}

/** The page counts as one that failed its check: "please upload again". Those in quarantine the check itself refuses. */
async function askForDocument(ctx: SystemContext, id: DocumentId): Promise<void> {
  const { em } = ctx;
  const application = await lockApplication(
    em,
    `select id from kyc_application where ${OPEN} and id = (select application_id from kyc_document where id = ?)`,
    id,
  );
  if (!application) return;
  const [document] = await em.execute<{ requirement: RequirementCode }[]>(
    `update kyc_document set status = 'REJECTED', rejection_reason = 'DOCUMENT_CORRUPT', verified_by = null,
       verified_at = null, updated_at = ? where id = ? and status in ('PENDING', 'VERIFIED') returning requirement`,
    [ctx.now, id],
  );
  if (!document) return;
  const row = await em.findOne(RequirementStateRow, { applicationId: application.id, code: document.requirement });
  if (row) withdrawVerdict(row);
  await record(ctx, application, document.requirement);
  await voidIfChanged(ctx, application.id);
}

/** Derived of a file that is still sound: nobody is asked for the file again. */
const DERIVED: readonly string[] = ['kyc_document.reading_encrypted'];

/** Makes the row that holds unreadable data ask for it again, where its application is still open. */
export async function askAgain(ctx: SystemContext, broken: Broken): Promise<void> {
  const { table, column, rowId, requirement } = broken.place;
  if (DERIVED.includes(`${table}.${column}`)) return;
  if (table === 'kyc_document') await askForDocument(ctx, rowId as DocumentId); // the column is the branded id
  else if (requirement !== undefined && COLUMNS.includes(`${table}.${column}`))
    await askForRow(ctx, broken, requirement);
}
