import { Customer } from '@ostiary/db';
import { confirmsCustomer, type EraseInput } from '@ostiary/domain/data-protection';
import { DomainError, fieldProblem, type UserId } from '@ostiary/domain/shared';
import type { Deps, StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { eraseData } from './erase-data.ts';

const AT_ONCE = 500;

interface Stored {
  readonly id: string;
  readonly storage_key: string;
  readonly status: string;
}

/** Says on the row, and on record, whether the file is there. */
async function mark({ orm, clock }: Pick<Deps, 'orm' | 'clock'>, { id, status }: Stored, isGone: boolean) {
  await orm.em.fork().transactional(async (em) => {
    const now = clock();
    await em.execute('update kyc_document set file_removed_at = ?::timestamptz where id = ?', [
      isGone ? now : null,
      id,
    ]);
    const action = isGone ? 'document.file-removed' : 'document.file-kept';
    recordAudit(asSystem(em, now), {
      action,
      target: { type: 'kyc_document', id },
      after: { reason: 'ERASED', status },
    });
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
      // The row first: a file that is gone while its row wants it looks lost. After a crash here the janitor removes it.
      await mark(deps, file, true);
      await deps.ports.documents.remove(file.storage_key);
      removed += 1;
    } catch (error) {
      await mark(deps, file, false);
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
  await inTransaction(ctx, (tx) => eraseData(tx, id, input.reason));
  // With an Idempotency-Key the commit is still to come: then the files are the next minute's work.
  if (ctx.request.idempotencyKey === undefined) await removeErasedFiles(ctx.deps);
  return { id };
}
