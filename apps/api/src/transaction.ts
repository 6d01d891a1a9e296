import type { SqlEntityManager } from '@ostiary/db';

/** Runs one use case as one transaction: every change, its audit row and its outbox rows commit together or not at all. */
export function inTransaction<C extends { readonly em: SqlEntityManager }, T>(
  ctx: C,
  work: (tx: C) => Promise<T>,
): Promise<T> {
  return ctx.em.transactional((em) => work({ ...ctx, em }));
}
