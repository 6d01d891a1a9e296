import { AppUser, Customer } from '@ostiary/db';
import { confirmsCustomer, type EraseInput } from '@ostiary/domain/data-protection';
import { DomainError, fieldProblem, type UserId } from '@ostiary/domain/shared';
import type { Deps, StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { eraseData } from './erase-data.ts';

const AT_ONCE = 500;

interface Stored {
  readonly id: string;
  readonly storage_key: string;
  readonly status: string;
}

const MARKS = {
  'document.file-removed': 'update kyc_document set file_removed_at = ? where id = ? and file_removed_at is null',
  'document.file-kept': 'update kyc_document set removal_failed_at = ? where id = ? and removal_failed_at is null',
} as const;

/** Says on the row, and on record, what became of the file; of a file that does not go the first failure only. */
async function mark(deps: Pick<Deps, 'orm' | 'clock'>, { id, status }: Stored, action: keyof typeof MARKS) {
  await deps.orm.em.fork().transactional(async (em) => {
    const now = deps.clock();
    const marked = await em.execute<unknown[]>(`${MARKS[action]} returning id`, [now, id]);
    if (marked.length === 0) return;
    const target = { type: 'kyc_document', id } as const;
    recordAudit(asSystem(em, now), { action, target, after: { reason: 'ERASED', status } });
  });
}

/** Removes stored files of people who were erased; what fails is tried again a minute later. @returns how many went */
export async function removeErasedFiles(deps: Pick<Deps, 'orm' | 'ports' | 'clock' | 'log'>): Promise<number> {
  const em = deps.orm.em.fork();
  const files = await em.execute<Stored[]>(
    `select d.id, d.storage_key, d.status from kyc_document d join customer c on c.id = d.customer_id
     where c.erased_at is not null and d.file_removed_at is null order by d.id limit ?`,
    [AT_ONCE],
  );
  let removed = 0;
  for (const file of files) {
    try {
      // The janitor calls no file of an erased person lost.
      await deps.ports.documents.remove(file.storage_key);
      await mark(deps, file, 'document.file-removed');
      removed += 1;
    } catch (error) {
      await mark(deps, file, 'document.file-kept');
      deps.log.warn({ err: error, documentId: file.id }, 'file of an erased person not removed yet');
    }
  }
  return removed;
}

async function assertMeant(ctx: StaffContext, { id, customerNumber }: EraseInput): Promise<UserId> {
  const customer = await ctx.em.findOne(Customer, { id });
  if (!customer) throw new DomainError('NOT_FOUND');
  if (customer.id === ctx.actor.id) throw new DomainError('FORBIDDEN');
  if (!confirmsCustomer(customerNumber, customer.customerNumber))
    throw new DomainError('INVALID_INPUT', { fields: { customerNumber: [fieldProblem('CONFIRMATION_DIFFERS')] } });
  return customer.id;
}

/**
 * Forgets a customer for good. Throws `INVALID_INPUT` on `customerNumber` when it names somebody else, `LEGAL_HOLD`,
 * `ALREADY_ERASED`, `NOT_FOUND`.
 */
export async function eraseCustomer(ctx: StaffContext, input: EraseInput): Promise<{ id: UserId }> {
  const id = await assertMeant(ctx, input);
  await inTransaction(ctx, async (tx) => {
    // As they were: afterwards nobody knows where to write to.
    const { email, language } = await tx.em.findOneOrFail(AppUser, { id });
    await eraseData(tx, id, input.reason);
    await notify(tx, { user: { id, email, language, phoneNumber: null }, template: 'data_erased' });
    await tx.em.flush();
  });
  // With an Idempotency-Key the commit is still to come: then the files are the next minute's work.
  if (ctx.request.idempotencyKey === undefined) await removeErasedFiles(ctx.deps);
  return { id };
}
