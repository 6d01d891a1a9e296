import { AppUser, Customer, LegalHold, LockMode } from '@ostiary/db';
import type { HoldInput, LegalHoldView } from '@ostiary/domain/data-protection';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit } from '../audit/audit.service.ts';

/** Every hold on a person, newest first. */
export async function listHolds({ em }: Pick<StaffContext, 'em'>, customerId: UserId): Promise<LegalHoldView[]> {
  const holds = await em.find(LegalHold, { customerId }, { orderBy: { placedAt: 'desc', id: 'desc' } });
  const ids = holds.flatMap(({ placedBy, liftedBy }) => (liftedBy == null ? [placedBy] : [placedBy, liftedBy]));
  const people = await em.find(AppUser, { id: { $in: ids } });
  const nameOf = (id: UserId) => people.find((person) => person.id === id)?.displayName ?? '';
  return holds.map(({ id, reason, placedBy, placedAt, liftedBy, liftedAt, liftedReason }) => ({
    id,
    reason,
    placedBy: nameOf(placedBy),
    placedAt: placedAt.toISOString(),
    liftedBy: liftedBy == null ? null : nameOf(liftedBy),
    liftedAt: liftedAt?.toISOString() ?? null,
    liftedReason: liftedReason ?? null,
  }));
}

/** Holding and erasing wait for each other at this lock: a hold that was placed in time is seen. */
async function lockCustomer({ em }: StaffContext, id: UserId): Promise<Customer> {
  const customer = await em.findOne(Customer, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  if (!customer) throw new DomainError('NOT_FOUND');
  if (customer.erasedAt != null) throw new DomainError('ALREADY_ERASED');
  return customer;
}

/** Keeps a person's data from erasure and retention. Throws `LEGAL_HOLD` where one is live, `ALREADY_ERASED`, `NOT_FOUND`. */
export async function placeHold(ctx: StaffContext, { id, reason }: HoldInput): Promise<{ id: UserId }> {
  return inTransaction(ctx, async (tx) => {
    const { id: customerId } = await lockCustomer(tx, id);
    const hold = { id: uuidv7(), customerId, reason, placedBy: tx.actor.id, placedAt: tx.now };
    tx.em.persist(tx.em.create(LegalHold, hold));
    // The reason stays in its row: it may name people, and the record is for ever.
    recordAudit(tx, { action: 'legal_hold.placed', target: { type: 'customer', id }, after: { hold: hold.id } });
    await tx.em.flush();
    return { id };
  });
}

/** Ends the live hold. Throws `NOT_FOUND` where there is none. */
export async function liftHold(ctx: StaffContext, { id, reason }: HoldInput): Promise<{ id: UserId }> {
  return inTransaction(ctx, async (tx) => {
    await lockCustomer(tx, id);
    const hold = await tx.em.findOne(LegalHold, { customerId: id, liftedAt: null });
    if (!hold) throw new DomainError('NOT_FOUND');
    hold.liftedBy = tx.actor.id;
    hold.liftedAt = tx.now;
    hold.liftedReason = reason;
    recordAudit(tx, { action: 'legal_hold.lifted', target: { type: 'customer', id }, after: { hold: hold.id } });
    await tx.em.flush();
    return { id };
  });
}
