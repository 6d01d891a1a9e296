import { isCustomerNumber, normaliseDocumentNumber } from '@ostiary/domain/identifiers';
import { DocumentType } from '@ostiary/domain/kyc-documents';
import { invalidField } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { numberIndexes } from '../keys/number-index.service.ts';
import { anyOf, type Condition, listOf } from './condition.ts';

/** Parts of a name shorter than this fit half the bank. */
export const LEAST_LETTERS = 4;

const idsOf = async ({ em }: StaffContext, { sql, params }: Condition): Promise<string[]> =>
  (await em.execute<{ id: string }[]>(sql, [...params])).map(({ id }) => id);

const theseOnly = (ids: readonly string[]): Condition => ({ sql: 'a.id = any (?::uuid[])', params: [listOf(ids)] });

const byCustomer = (ctx: StaffContext, { sql, params }: Condition): Promise<string[]> =>
  idsOf(ctx, {
    sql: `select n.id from customer c join app_user u on u.id = c.id join kyc_application n on n.customer_id = c.id where ${sql}`,
    params,
  });

/** By blind index under every key: no number is opened, and none stands in the statement. */
export function numberCondition(ctx: StaffContext, text: string): Condition | null {
  const indexes = DocumentType.options.flatMap((type) => {
    const number = normaliseDocumentNumber(type, text);
    return number === null ? [] : numberIndexes(ctx.deps.keys, type, number).all;
  });
  if (indexes.length === 0) return null;
  const params = indexes.map((index) => index.toString('hex'));
  return { sql: `number_index in (${params.map(() => `decode(?, 'hex')`).join(', ')})`, params };
}

async function byNumber(ctx: StaffContext, text: string): Promise<string[] | null> {
  const condition = numberCondition(ctx, text);
  if (condition === null) return null;
  const { sql, params } = condition;
  return idsOf(ctx, { sql: `select distinct application_id as id from kyc_document where ${sql}`, params });
}

/** `name_key` leaves no wildcard of LIKE in what people type. */
const byName = (text: string): Condition => ({
  sql: `a.applicant_key like '%' || name_key(?) || '%'`,
  params: [text],
});

export const letters = (text: string) => text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;

/**
 * What a search of the queue means: a customer number, an e-mail or a document number exactly, or four letters or more
 * of a name. Throws `INVALID_INPUT` on `search` (`SEARCH_TOO_SHORT`) for anything less.
 * @returns which applications `a` fit
 */
export async function readSearch(ctx: StaffContext, text: string): Promise<Condition> {
  const compact = text.replaceAll(/\s/g, '').toUpperCase();
  if (isCustomerNumber(compact))
    return theseOnly(await byCustomer(ctx, { sql: 'c.customer_number = ?', params: [compact] }));
  if (text.includes('@')) return theseOnly(await byCustomer(ctx, { sql: 'lower(u.email) = lower(?)', params: [text] }));
  const numbered = await byNumber(ctx, text);
  if (/\d/.test(text) && numbered !== null) return theseOnly(numbered);
  if (/\d/.test(text) || letters(text) < LEAST_LETTERS) throw invalidField('search', 'SEARCH_TOO_SHORT');
  return numbered === null || numbered.length === 0 ? byName(text) : anyOf([byName(text), theseOnly(numbered)]);
}
