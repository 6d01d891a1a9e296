import { isCustomerNumber } from '@ostiary/domain/identifiers';
import { checkPhone } from '@ostiary/domain/phone';
import { invalidField } from '@ostiary/domain/shared';
import type { Condition } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { numberHolders } from './number-search.ts';
import { isName } from './queue-search.ts';

/**
 * What a search among all customers means: a customer number, an e-mail, a phone number, or a number of a document, person or
 * company exactly, or four letters or more of a name; each has an index, however many customers there are. `c` is `customer`, `u` its
 * `app_user`. Null for anything less.
 */
export function findCustomerSearch(ctx: StaffContext, text: string): Condition | null {
  const compact = text.replaceAll(/\s/g, '').toUpperCase();
  if (isCustomerNumber(compact)) return { sql: 'c.customer_number = ?', params: [compact] };
  if (text.includes('@')) return { sql: 'lower(u.email) = lower(?)', params: [text] };
  const fits: Condition[] = [];
  const phone = checkPhone(text, 'US');
  if (phone.ok) fits.push({ sql: 'select id from app_user where phone_number = ?', params: [phone.e164] });
  const holders = numberHolders(ctx, text);
  if (holders) fits.push(holders);
  // `name_key` leaves no wildcard of LIKE in what people type.
  if (isName(text))
    fits.push({ sql: `select id from customer where name_key like '%' || name_key(?) || '%'`, params: [text] });
  if (fits.length === 0) return null;
  // Not "or": each is read along its own index, which no index of one table could do for several.
  const sql = `c.id in (${fits.map((fit) => fit.sql).join(' union ')})`;
  return { sql, params: fits.flatMap(({ params }) => params) };
}

/** The same. Throws `INVALID_INPUT` on `search` (`SEARCH_TOO_SHORT`) for too little. */
export function readCustomerSearch(ctx: StaffContext, text: string): Condition {
  const search = findCustomerSearch(ctx, text);
  if (search === null) throw invalidField('search', 'SEARCH_TOO_SHORT');
  return search;
}
