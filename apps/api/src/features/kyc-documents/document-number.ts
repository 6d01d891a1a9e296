import { KycDocument } from '@ostiary/db';
import {
  IDENTITY_DOCUMENTS,
  issuerOf,
  LIVE_STATUSES,
  mayBeOneIssuer,
  type UploadFields,
} from '@ostiary/domain/kyc-documents';
import { DomainError, fieldConflict, fieldProblem } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { recordSecurityEvent } from '../audit/audit.service.ts';
import { numberIndexes } from '../keys/number-index.service.ts';
import type { DocumentFile } from '../requirements/case-file.service.ts';
import { NUMBER_TAKEN } from '../risk/find-others.service.ts';
import { reassessCustomers } from '../risk/reassess.service.ts';

export const numberProblem = (code: 'NUMBER_DIFFERS' | 'DOCUMENT_NUMBER_FORMAT') =>
  new DomainError('INVALID_INPUT', { fields: { documentNumber: [fieldProblem(code)] } });

const otherSideOf = (file: DocumentFile, { documentType, side }: UploadFields) =>
  file.documents.find(
    (document) =>
      document.documentType === documentType && document.side !== side && LIVE_STATUSES.includes(document.status),
  );

/** Front and back of one document share their number, whichever key the earlier one is indexed under. */
export function assertSameNumber(file: DocumentFile, fields: UploadFields, indexes: readonly Buffer[]): void {
  const other = otherSideOf(file, fields);
  if (other && !indexes.some((index) => index.equals(Buffer.from(other.numberIndex))))
    throw numberProblem('NUMBER_DIFFERS');
}

/** Who issued it. Front and back share that too: a side that does not say takes the other's. Throws `ISSUER_DIFFERS` on the region. */
export function issuerIn(file: DocumentFile, fields: UploadFields, country: string): string {
  const own = issuerOf(fields, country);
  const other = otherSideOf(file, fields);
  if (!other || other.issuer === own) return own;
  if (fields.issuingRegion === undefined && mayBeOneIssuer(own, other.issuer)) return other.issuer;
  throw new DomainError('INVALID_INPUT', { fields: { issuingRegion: [fieldProblem('ISSUER_DIFFERS')] } });
}

/** The number's blind index under each key; the current one is stored. */
export const numberIndexesOf = ({ deps }: CustomerContext, { documentType }: UploadFields, number: string) =>
  numberIndexes(deps.keys, documentType, number);

/**
 * Parallel claims of one number queue up: two inserts that wait for each other's exclusion check would deadlock.
 * Under every key, and in one order, so that processes with different rings meet too.
 */
export async function awaitTurn({ em }: CustomerContext, indexes: readonly Buffer[]): Promise<void> {
  const locks = indexes.map((index) => index.readBigInt64BE(0)).toSorted((a, b) => (a < b ? -1 : Number(a > b)));
  for (const lock of locks) await em.execute('select pg_advisory_xact_lock(?::bigint)', [lock.toString()]);
}

const ofAnother = (ctx: CustomerContext, { documentType }: UploadFields, indexes: readonly Buffer[]) => ({
  numberIndex: { $in: [...indexes] },
  documentType,
  customerId: { $ne: ctx.actor.id },
  status: { $nin: ['SUPERSEDED', 'REJECTED'] as ('SUPERSEDED' | 'REJECTED')[] }, // the driver wants a mutable list
  claimsNumber: true,
});

/**
 * The exclusion constraint compares indexes of one key, and issuers to the letter; this keeps the rule while a rotation
 * runs, and where one of two did not name the region. To be called in turn. Throws `DOCUMENT_NUMBER_UNAVAILABLE`.
 */
export async function assertFree(
  tx: CustomerContext,
  { fields, issuer, indexes }: { fields: UploadFields; issuer: string; indexes: readonly Buffer[] },
): Promise<void> {
  if (!IDENTITY_DOCUMENTS.includes(fields.documentType)) return;
  const claims = await tx.em.find(KycDocument, ofAnother(tx, fields, indexes), { fields: ['issuer'] });
  if (claims.some((claim) => mayBeOneIssuer(claim.issuer, issuer)))
    throw fieldConflict('documentNumber', 'DOCUMENT_NUMBER_UNAVAILABLE');
}

/** A number that belongs to someone else is told in neutral words, and noted for both cases. */
export async function noteTakenNumber(
  ctx: CustomerContext,
  { fields, number }: { fields: UploadFields; number: string },
): Promise<void> {
  const em = ctx.deps.orm.em.fork();
  const owner = await em.findOne(KycDocument, ofAnother(ctx, fields, numberIndexesOf(ctx, fields, number).all));
  const both = [ctx.actor.id, owner?.customerId ?? null] as const;
  for (const [userId = null, other = null] of [both, both.toReversed()]) {
    recordSecurityEvent(
      { ...ctx, em },
      {
        eventType: 'SUSPICIOUS_ACTIVITY',
        severity: 'MEDIUM',
        userId,
        description: 'One document number was given by two customers',
        metadata: { documentType: fields.documentType, signal: NUMBER_TAKEN, other },
      },
    );
  }
  await em.flush();
  await reassessCustomers({ ...ctx, em }, both);
}
