import { KycDocument } from '@ostiary/db';
import { blindIndex } from '@ostiary/domain/crypto';
import { issuerOf, LIVE_STATUSES, type UploadFields } from '@ostiary/domain/kyc-documents';
import { DomainError, fieldProblem } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { recordSecurityEvent } from '../audit/audit.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

export const numberProblem = (code: 'NUMBER_DIFFERS' | 'DOCUMENT_NUMBER_FORMAT') =>
  new DomainError('INVALID_INPUT', { fields: { documentNumber: [fieldProblem(code)] } });

/** Front and back of one document share their number. */
export function assertSameNumber(file: CaseFile, fields: UploadFields, numberIndex: Buffer): void {
  const other = file.documents.find(
    (document) =>
      document.documentType === fields.documentType &&
      document.side !== fields.side &&
      LIVE_STATUSES.includes(document.status),
  );
  if (other && !numberIndex.equals(Buffer.from(other.numberIndex))) throw numberProblem('NUMBER_DIFFERS');
}

/** Finds equal numbers of one type without opening them. */
export function numberIndexOf(ctx: CustomerContext, fields: UploadFields, number: string): Buffer {
  const ring = ctx.deps.keys.blindIndex;
  return blindIndex(ring.key(ring.currentVersion()), `document-${fields.documentType}`, number);
}

/** Parallel claims of one number queue up: two inserts that wait for each other's exclusion check would deadlock. */
export async function awaitTurn({ em }: CustomerContext, numberIndex: Uint8Array): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?::bigint)', [Buffer.from(numberIndex).readBigInt64BE(0).toString()]);
}

/** A number that belongs to someone else is told in neutral words, and noted for both cases. */
export async function noteTakenNumber(
  ctx: CustomerContext,
  { fields, number }: { fields: UploadFields; number: string },
): Promise<void> {
  const em = ctx.deps.orm.em.fork();
  const index = numberIndexOf(ctx, fields, number);
  const owner = await em.findOne(KycDocument, {
    numberIndex: index,
    documentType: fields.documentType,
    issuer: issuerOf(fields),
    customerId: { $ne: ctx.actor.id },
    status: { $ne: 'SUPERSEDED' },
  });
  for (const userId of [ctx.actor.id, owner?.customerId ?? null]) {
    recordSecurityEvent(
      { ...ctx, em },
      {
        eventType: 'SUSPICIOUS_ACTIVITY',
        severity: 'MEDIUM',
        userId,
        description: 'One document number was given by two customers',
        metadata: { documentType: fields.documentType },
      },
    );
  }
  await em.flush();
}
