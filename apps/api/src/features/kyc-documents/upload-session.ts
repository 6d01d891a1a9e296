import { KycDocument, LockMode, Upload, type SqlEntityManager } from '@ostiary/db';
import type { AuditAction } from '@ostiary/domain/audit';
import { newDataKey, wrapDocumentKey } from '@ostiary/domain/crypto';
import { displayFileName, MAX_FILES_PER_APPLICATION, UploadFields } from '@ostiary/domain/kyc-documents';
import { DomainError, fieldProblem } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault, type Vault } from '../../vault.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { getOwnFile } from '../requirements/case-file.service.ts';
import { readMetadata } from './upload-metadata.ts';
import { removeSegments } from './upload-segments.ts';
import { assertWelcome } from './welcome.ts';

const HOUR_MS = 3_600_000;
const LIVES_MS = 24 * HOUR_MS;
const OPEN_AT_ONCE = 3;
/** An upload that nobody wrote to for this long makes room for a new one. */
const IDLE_MS = 60_000;

const place = (column: string, rowId: string) => ({ table: 'upload', column, rowId });
const target = (id: string) => ({ type: 'upload', id });

/** What the person said of the file. */
export function readUploadFields(vault: Vault, upload: Upload): { fields: UploadFields; fileName: string } {
  const fields = vault.open(place('fields_encrypted', upload.id), upload.fieldsEncrypted);
  const fileName = vault.open(place('file_name_encrypted', upload.id), upload.fileNameEncrypted);
  return { fields: UploadFields.parse(JSON.parse(fields)), fileName };
}

/** The person's own upload, open or settled. Throws `NOT_FOUND` for another's, a cancelled one, and one that ran out. */
export async function getUpload(ctx: CustomerContext, id: string): Promise<Upload> {
  if (!z.uuid().safeParse(id).success) throw new DomainError('NOT_FOUND');
  const em = ctx.deps.orm.em.fork();
  const upload = await em.findOne(Upload, { id, customerId: ctx.actor.id, state: { $ne: 'CANCELLED' } });
  if (!upload || (upload.state === 'OPEN' && upload.expiresAt <= ctx.now)) throw new DomainError('NOT_FOUND');
  return upload;
}

/** The refusal that ended an upload, told again. */
export function refusalOfUpload({ problem }: Upload): DomainError {
  return problem == null
    ? new DomainError('NOT_FOUND')
    : new DomainError(problem.code, problem.fields === undefined ? {} : { fields: problem.fields });
}

/** Ends an open upload inside the caller's transaction; gives its segments, to be removed after the commit. */
async function cancel(tx: CustomerContext, upload: Upload, action: AuditAction): Promise<Upload['segments']> {
  const { segments } = upload;
  upload.state = 'CANCELLED';
  upload.segments = [];
  upload.updatedAt = tx.now;
  recordAudit(tx, { action, target: target(upload.id), after: { received: upload.receivedBytes } });
  await tx.em.flush();
  return segments;
}

/** The fourth takes the place of the one left alone longest. Throws `RATE_LIMITED` while all are being sent. */
async function makeRoom(tx: CustomerContext): Promise<Upload['segments']> {
  const open = await tx.em.find(
    Upload,
    { customerId: tx.actor.id, state: 'OPEN' },
    { orderBy: { updatedAt: 'asc', id: 'asc' } },
  );
  const [oldest] = open;
  if (!oldest || open.length < OPEN_AT_ONCE) return [];
  if (tx.now.getTime() - oldest.updatedAt.getTime() < IDLE_MS)
    throw new DomainError('RATE_LIMITED', { retryAfterSeconds: 2 });
  return cancel(tx, oldest, 'upload.displaced');
}

async function assertQuota(em: SqlEntityManager, applicationId: Upload['applicationId']): Promise<void> {
  if ((await em.count(KycDocument, { applicationId })) >= MAX_FILES_PER_APPLICATION)
    throw new DomainError('FILE_LIMIT_REACHED');
}

/**
 * Announces an upload: judges its fields as the form's are, before a byte of the file is sent.
 * Throws `INVALID_INPUT`, `FILE_TOO_LARGE` (by the route), `RATE_LIMITED`, and what `assertWelcome` throws.
 */
export async function announceUpload(
  ctx: CustomerContext,
  { id, size, metadata }: { id: string; size: number; metadata: Readonly<Record<string, string | null>> },
): Promise<void> {
  const { fields, fileName } = readMetadata(metadata, ctx.now.toISOString().slice(0, 10));
  if (size === 0) throw new DomainError('INVALID_INPUT', { fields: { documentFile: [fieldProblem('FILE_EMPTY')] } });
  await assertWelcome(ctx, fields);
  const vault = await openVault(ctx, ctx.actor.id);
  const displaced = await inTransaction(ctx, async (tx) => {
    const { application } = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    await assertQuota(tx.em, application.id);
    const segments = await makeRoom(tx);
    const row = tx.em.create(Upload, {
      id,
      customerId: tx.actor.id,
      applicationId: application.id,
      fieldsEncrypted: vault.seal(place('fields_encrypted', id), JSON.stringify(fields)),
      fileNameEncrypted: vault.seal(place('file_name_encrypted', id), displayFileName(fileName)),
      wrappedKey: wrapDocumentKey(vault.dataKey, id, newDataKey()),
      sizeBytes: size,
      createdAt: tx.now,
      updatedAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + LIVES_MS),
    });
    tx.em.persist(row);
    recordAudit(tx, { action: 'upload.announced', target: target(id), after: { type: fields.documentType, size } });
    await tx.em.flush();
    return segments;
  });
  await removeSegments(ctx.deps.ports.documents, displaced);
}

/** Ends what is still being sent for an application, inside the caller's transaction; gives the segments to remove. */
export async function cancelUploadsOf(tx: CustomerContext, applicationId: Upload['applicationId']) {
  const open = await tx.em.find(
    Upload,
    { applicationId, state: 'OPEN' },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const segments: Upload['segments'] = [];
  for (const upload of open) segments.push(...(await cancel(tx, upload, 'upload.cancelled')));
  return segments;
}

/** Takes an upload back. Throws `NOT_FOUND`, `UPLOAD_FINISHED`. */
export async function cancelUpload(
  ctx: CustomerContext,
  id: string,
  action: AuditAction = 'upload.cancelled',
): Promise<void> {
  const segments = await inTransaction(ctx, async (tx) => {
    await tx.em.execute('select 1 from upload where id = ? and customer_id = ? for update', [id, tx.actor.id]);
    const upload = await tx.em.findOne(Upload, { id, customerId: tx.actor.id }, { refresh: true });
    if (!upload || upload.state === 'CANCELLED') throw new DomainError('NOT_FOUND');
    if (upload.state === 'FINISHED') throw new DomainError('UPLOAD_FINISHED');
    return upload.state === 'OPEN' ? cancel(tx, upload, action) : [];
  });
  await removeSegments(ctx.deps.ports.documents, segments);
}
