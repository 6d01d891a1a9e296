import { isCustomerNumber } from '@ostiary/domain/identifiers';
import type { Condition } from './condition.ts';

export type { Condition } from './condition.ts';

/** LIKE's own wildcards mean themselves in what people type. */
const literal = (text: string) => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** A customer number exactly, or part of a name or e-mail; `c` is `customer`, `u` its `app_user`. */
export function searchOf(text: string): Condition {
  const compact = text.replaceAll(/\s/g, '').toUpperCase();
  if (isCustomerNumber(compact)) return { sql: 'c.customer_number = ?', params: [compact] };
  const like = `%${literal(text)}%`;
  return {
    sql: `((coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '')) ilike ? or u.email ilike ?)`,
    params: [like, like],
  };
}
