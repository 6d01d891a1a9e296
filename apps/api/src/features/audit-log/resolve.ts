import type { SqlEntityManager } from '@ostiary/db';
import { isCustomerNumber } from '@ostiary/domain/identifiers';
import { invalidField } from '@ostiary/domain/shared';
import { type Condition, literal } from '../../condition.ts';
import { isUuid } from './people.ts';

const MOST_PEOPLE = 50;
/** Parts of a name shorter than this fit half the bank. */
const LEAST_LETTERS = 4;

const numberOf = (text: string) => text.replaceAll(/\s/g, '').toUpperCase();

const EXACT = `select id from app_user where lower(username) = lower(?) or lower(email) = lower(?)`;
const BY_NAME = `
  union select id from app_user where display_name ilike ?
  union select id from customer where name_key like '%' || name_key(?) || '%'`;

/** A name of nothing but marks is an empty key, which every customer's name contains. */
const letters = (text: string) => text.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0;

function peopleNamed(text: string): Condition {
  if (letters(text) < LEAST_LETTERS) return { sql: EXACT, params: [text, text] };
  return { sql: `${EXACT} ${BY_NAME}`, params: [text, text, `%${literal(text)}%`, text] };
}

/**
 * Whom a text names: an id (of anybody, also of who is gone), a customer number, a username or e-mail as a whole, or four
 * letters or more of a name. Throws `INVALID_INPUT` on `actor` (`TOO_MANY_PEOPLE`) for more than fifty.
 */
export async function idsOfPeople(em: SqlEntityManager, text: string): Promise<string[]> {
  const whole = text.toLowerCase();
  if (isUuid(whole)) return [whole];
  const number = numberOf(text);
  const { sql, params } = isCustomerNumber(number)
    ? { sql: 'select id from customer where customer_number = ?', params: [number] }
    : peopleNamed(text);
  const rows = await em.execute<{ id: string }[]>(`select id from (${sql}) found limit ${MOST_PEOPLE + 1}`, [
    ...params,
  ]);
  if (rows.length > MOST_PEOPLE) throw invalidField('actor', 'TOO_MANY_PEOPLE');
  return rows.map(({ id }) => id);
}

const OF_NUMBER = `
  select id from customer where customer_number = ?
  union all select a.id from kyc_application a join customer c on c.id = a.customer_id where c.customer_number = ?
  union all select id from fraud_alert where alert_number = ?`;

/** What a text points at: a customer number stands for the customer and their applications, an alert's for the alert; any other text is an id. */
export async function idsOfTargets(em: SqlEntityManager, text: string): Promise<string[]> {
  const number = numberOf(text);
  if (!/^(CUST|ALERT)[0-9A-Z]{10}$/.test(number)) return [isUuid(text.toLowerCase()) ? text.toLowerCase() : text];
  const rows = await em.execute<{ id: string }[]>(OF_NUMBER, [number, number, number]);
  return rows.map(({ id }) => id);
}
