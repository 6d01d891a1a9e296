import { isCustomerNumber } from '@ostiary/domain/identifiers';
import { invalidField } from '@ostiary/domain/shared';
import { anyOf, type Condition, listOf } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { numberHolders } from './number-search.ts';

/** Parts of a name shorter than this fit half the bank. */
const LEAST_LETTERS = 4;

const idsOf = async ({ em }: StaffContext, { sql, params }: Condition): Promise<string[]> =>
  (await em.execute<{ id: string }[]>(sql, [...params])).map(({ id }) => id);

const theseOnly = (ids: readonly string[]): Condition => ({ sql: 'a.id = any (?::uuid[])', params: [listOf(ids)] });

const byCustomer = (ctx: StaffContext, { sql, params }: Condition): Promise<string[]> =>
  idsOf(ctx, {
    sql: `select n.id from customer c join app_user u on u.id = c.id join kyc_application n on n.customer_id = c.id where ${sql}`,
    params,
  });

async function byNumber(ctx: StaffContext, text: string): Promise<string[] | null> {
  const holders = numberHolders(ctx, text);
  if (holders === null) return null;
  const { sql, params } = holders;
  return idsOf(ctx, { sql: `select id from kyc_application where customer_id in (${sql})`, params });
}

/** `name_key` leaves no wildcard of LIKE in what people type. */
const byName = (text: string): Condition => ({
  sql: `a.applicant_key like '%' || name_key(?) || '%'`,
  params: [text],
});

/** Four letters or more; where there is a digit, which numbers have, as one word beside it: “3M India”. */
export function isName(text: string): boolean {
  const parts = /\d/.test(text) ? text.split(/[^\p{L}\p{M}\d]+/u).filter((part) => !/\d/.test(part)) : [text];
  return parts.some((part) => (part.match(/[\p{L}\p{M}]/gu)?.length ?? 0) >= LEAST_LETTERS);
}

/**
 * What a search of the queue means: a customer number, an e-mail, or a number of a document, person or company exactly, or four letters or more
 * of a name. Throws `INVALID_INPUT` on `search` (`SEARCH_TOO_SHORT`) for anything less.
 * @returns which applications `a` fit
 */
export async function readSearch(ctx: StaffContext, text: string): Promise<Condition> {
  const compact = text.replaceAll(/\s/g, '').toUpperCase();
  if (isCustomerNumber(compact))
    return theseOnly(await byCustomer(ctx, { sql: 'c.customer_number = ?', params: [compact] }));
  if (text.includes('@')) return theseOnly(await byCustomer(ctx, { sql: 'lower(u.email) = lower(?)', params: [text] }));
  const numbered = await byNumber(ctx, text);
  if (!isName(text)) {
    if (numbered === null || !/\d/.test(text)) throw invalidField('search', 'SEARCH_TOO_SHORT');
    return theseOnly(numbered);
  }
  return numbered === null || numbered.length === 0 ? byName(text) : anyOf(byName(text), theseOnly(numbered));
}
