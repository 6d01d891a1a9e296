import { AppUser, Customer, LockMode } from '@ostiary/db';
import { type DeclineErasureInput, ERASE_REFUSALS, ERASURE_ANSWER_DAYS } from '@ostiary/domain/data-protection';
import type { NotificationKind } from '@ostiary/domain/notifications';
import { DomainError, type Language, type UserId } from '@ostiary/domain/shared';
import { listOf } from '../../condition.ts';
import type { Context, Deps, StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { mayHearOf } from '../access/scope.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { staffWith } from '../desk/people.service.ts';
import { tellStaff } from '../desk/tell.service.ts';
import { notify } from '../notifications/notifications.service.ts';

interface News {
  readonly customer: Pick<Customer, 'id' | 'customerNumber' | 'erasureAskedAt'>;
  readonly kind: Extract<NotificationKind, 'ERASURE_ASKED' | 'ERASURE_DUE'>;
}

const SEEING = `select u.id from app_user u where u.id = any (?::uuid[]) and u.id <> ? and ${mayHearOf('?')}`;

/** Whoever may erase and sees this customer hears of a wish, and once more when its answer is due; never who asks. */
export async function tellOfErasure(tx: Pick<Context, 'em' | 'now'>, { customer, kind }: News): Promise<void> {
  const staff = (await staffWith(tx, 'customers.erase')).map(({ id }) => id);
  const seeing = await tx.em.execute<{ id: UserId }[]>(SEEING, [listOf(staff), customer.id, customer.id]);
  await tellStaff(tx, {
    users: seeing.map(({ id }) => id),
    kind,
    applicationId: null,
    facts: { customer: customer.customerNumber, customerId: customer.id },
    event: `${kind}:${customer.id}:${customer.erasureAskedAt?.toISOString()}`,
  });
}

/**
 * Answers a wish to be forgotten with no, for one of the reasons that the law knows; the customer is told which. They may
 * ask again. Throws `NOT_FOUND` where nobody asked, `FORBIDDEN` for one's own.
 */
export async function declineErasure(ctx: StaffContext, { id, reason }: DeclineErasureInput): Promise<{ id: UserId }> {
  if (id === ctx.actor.id) throw new DomainError('FORBIDDEN');
  return inTransaction(ctx, async (tx) => {
    const customer = await tx.em.findOne(
      Customer,
      { id, erasureAskedAt: { $ne: null } },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!customer) throw new DomainError('NOT_FOUND');
    customer.erasureAskedAt = null;
    customer.erasureDeclinedAt = tx.now;
    customer.erasureDeclinedBecause = reason;
    recordAudit(tx, { action: 'erasure.declined', target: { type: 'customer', id }, after: { reason } });
    const user = await tx.em.findOneOrFail(AppUser, { id });
    const language: Language = user.language;
    const why = ERASE_REFUSALS[reason][language];
    await notify(tx, { user, template: 'erasure_declined', params: { why } });
    await tx.em.flush();
    return { id };
  });
}

const LAST_DAYS = 7;
const AT_ONCE = 500;

/** Wishes whose month ends within a week, each told once more. */
export async function remindOfErasures({ orm, clock }: Pick<Deps, 'orm' | 'clock'>): Promise<void> {
  const now = clock();
  const since = new Date(now.getTime() - (ERASURE_ANSWER_DAYS - LAST_DAYS) * 86_400_000);
  const em = orm.em.fork();
  const due = await em.find(Customer, { erasureAskedAt: { $lte: since } }, { orderBy: { id: 'asc' }, limit: AT_ONCE });
  for (const customer of due)
    await em.fork().transactional((tx) => tellOfErasure({ em: tx, now }, { customer, kind: 'ERASURE_DUE' }));
}
