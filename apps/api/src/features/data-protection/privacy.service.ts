import { Customer } from '@ostiary/db';
import { type AskErasureInput, erasureDueAt, type ErasureWish } from '@ostiary/domain/data-protection';
import type { CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { tellOfErasure } from './erasure-wish.service.ts';

function wishOf({
  erasureAskedAt: asked,
  erasureDeclinedAt: at,
  erasureDeclinedBecause: reason,
}: Customer): ErasureWish {
  return {
    askedAt: asked?.toISOString() ?? null,
    answerBy: asked == null ? null : erasureDueAt(asked).toISOString(),
    declined: at == null || reason == null ? null : { at: at.toISOString(), reason },
  };
}

export async function getErasureWish({ em, actor }: CustomerContext): Promise<ErasureWish> {
  return wishOf(await em.findOneOrFail(Customer, { id: actor.id }));
}

/** Asks the bank to forget the person, or takes that back. Asking twice changes nothing. */
export async function askErasure(ctx: CustomerContext, { isWanted }: AskErasureInput): Promise<ErasureWish> {
  return inTransaction(ctx, async (tx) => {
    const customer = await tx.em.findOneOrFail(Customer, { id: tx.actor.id });
    if (isWanted === (customer.erasureAskedAt != null)) return wishOf(customer);
    customer.erasureAskedAt = isWanted ? tx.now : null;
    customer.erasureDeclinedAt = null;
    customer.erasureDeclinedBecause = null;
    recordAudit(tx, {
      action: isWanted ? 'erasure.asked' : 'erasure.taken-back',
      target: { type: 'customer', id: customer.id },
    });
    await tx.em.flush();
    if (isWanted) await tellOfErasure(tx, { customer, kind: 'ERASURE_ASKED' });
    return wishOf(customer);
  });
}
