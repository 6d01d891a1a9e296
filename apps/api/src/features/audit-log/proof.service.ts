import type { AuditEventRef, AuditProof } from '@ostiary/domain/audit';
import { encodeBase64 } from '@ostiary/domain/checkpoint';
import { DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { proofOf } from '../audit-seal/proof.service.ts';
import { recordLook } from '../audit/look.service.ts';

/**
 * The proof that one record stands in the signed log, for whoever verifies it elsewhere. Throws `NOT_FOUND`, and
 * `NOT_SEALED_YET` for a record of the last seconds.
 */
export async function getProof(ctx: StaffContext, { id }: AuditEventRef): Promise<AuditProof> {
  const sealed = await proofOf(ctx.em, id);
  if (!sealed) {
    const known = await ctx.em.execute<unknown[]>('select 1 from audit_event where id = ?', [id]);
    throw new DomainError(known.length > 0 ? 'NOT_SEALED_YET' : 'NOT_FOUND');
  }
  const { index, canonical, leaf, proof, checkpoint } = sealed;
  const target = { type: 'audit_event', id };
  await recordLook(ctx, { action: 'audit.proof-given', target, after: { index }, of: { id } });
  const { size, root, note } = checkpoint;
  return { id, index, size, canonical, leaf, proof: [...proof], root: encodeBase64(root), checkpoint: note };
}
