import { type KycDocument, PiiReveal } from '@ostiary/db';
import { REVEAL_MINUTES, type Revealed, type RevealedValue, type RevealInput } from '@ostiary/domain/data-protection';
import { DomainError } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context, StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault } from '../../vault.ts';
import { assertSeesWhole } from '../access/case-reading.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { type CaseFile, getFile } from '../requirements/case-file.service.ts';
import { wholeNumbers, wholeValues } from './whole-values.ts';

/** Whole identifiers are never stored as the answer to an Idempotency-Key: a look is one look. */
export function refuseReplay({ request }: Pick<Context, 'request'>): void {
  if (request.idempotencyKey !== undefined) throw new DomainError('MALFORMED_REQUEST');
}

async function valuesOf(ctx: StaffContext, file: CaseFile, input: RevealInput): Promise<RevealedValue[]> {
  const vault = await openVault(ctx, file.customer.id);
  if (input.field !== 'document_number') return wholeValues(file, vault, input.field);
  const document: KycDocument | undefined = file.documents.find(({ id }) => id === input.documentId);
  if (!document) throw new DomainError('NOT_FOUND');
  return wholeNumbers(vault, document);
}

const DAY = 86_400_000;

/** The first look within a day is told; the others stand in the list that it leads to. */
async function tellOfLook(tx: StaffContext, { user }: CaseFile): Promise<void> {
  const since = new Date(tx.now.getTime() - DAY);
  const told = await tx.em.count(PiiReveal, { customerId: user.id, revealedAt: { $gt: since } });
  if (told === 0) await notify(tx, { user, template: 'data_viewed' });
}

/**
 * Shows identifiers of a submitted case whole, to who holds it and to second approvers, never one's own. Each look is one audit record
 * and one line that the customer reads; the first of a day is told to them. Throws `CASE_NOT_CLAIMED`, `SELF_REVIEW_FORBIDDEN`, `NOT_FOUND` where nothing was
 * given, `CORRUPTED_DATA`.
 */
export async function reveal(ctx: StaffContext, input: RevealInput): Promise<Revealed> {
  refuseReplay(ctx);
  return inTransaction(ctx, async (tx) => {
    const file = await getFile(tx.em, input.applicationId);
    assertSeesWhole(tx, file.application);
    const values = await valuesOf(tx, file, input);
    if (values.length === 0) throw new DomainError('NOT_FOUND');
    const expiresAt = new Date(tx.now.getTime() + REVEAL_MINUTES * 60_000);
    const { field, purpose, documentId = null } = input;
    const auditId = recordAudit(tx, {
      action: 'pii.revealed',
      target: { type: 'kyc_application', id: file.application.id },
      after: { field, purpose, document: documentId, until: expiresAt.toISOString() },
    });
    await tellOfLook(tx, file);
    const look = { id: uuidv7(), customerId: file.customer.id, field, documentId, purpose, note: input.note || null };
    tx.em.persist(
      tx.em.create(PiiReveal, { ...look, revealedBy: tx.actor.id, revealedAt: tx.now, expiresAt, auditId }),
    );
    await tx.em.flush();
    return { values, expiresAt: expiresAt.toISOString() };
  });
}
