import { Upload } from '@ostiary/db';
import { DomainError } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { asDomainError } from '../../failures.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { removeSegments } from './upload-segments.ts';

const isGone = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The refusal that a failure means for good, or undefined for one that another try may get past. */
export function finalRefusal(error: unknown): DomainError | undefined {
  if (isGone(error)) return new DomainError('CORRUPTED_DATA');
  const known = asDomainError(error);
  return known?.kind === 'unavailable' || known?.kind === 'rate_limited' ? undefined : known;
}

/** Ends an open upload with a reason and removes its segments; false when it was no longer open. */
export async function refuseUpload(ctx: CustomerContext, { id }: Upload, refusal: DomainError): Promise<boolean> {
  const { code, fields } = refusal;
  const own = { ...ctx, em: ctx.deps.orm.em.fork() };
  const closed = await inTransaction(own, async (tx) => {
    const [open] = await tx.em.execute<{ id: string; segments: Upload['segments'] }[]>(
      `select id, segments from upload where id = ? and state = 'OPEN' for update`,
      [id],
    );
    if (!open) return undefined;
    const problem = fields === undefined ? { code } : { code, fields };
    await tx.em.nativeUpdate(Upload, { id }, { state: 'REFUSED', problem, segments: [], updatedAt: tx.now });
    recordAudit(tx, { action: 'upload.refused', target: { type: 'upload', id }, after: { code } });
    if (code === 'CORRUPTED_DATA')
      recordSecurityEvent(tx, {
        eventType: 'CORRUPTED_CIPHERTEXT',
        severity: 'CRITICAL',
        userId: tx.actor.id,
        description: 'A part of an upload does not open',
        metadata: { uploadId: id },
      });
    await tx.em.flush();
    return open;
  });
  await removeSegments(ctx.deps.ports.documents, closed?.segments ?? []);
  return closed !== undefined;
}
