import { AppUser } from '@ostiary/db';
import { checkPhone } from '@ostiary/domain/phone';
import { SHIPPED_POLICIES } from '@ostiary/domain/policy';
import type { Context } from '../../context.ts';

/** Where people register: a number is typed here as it was there, without its country. */
const COUNTRIES = [...new Set(SHIPPED_POLICIES.map(({ country }) => country))];

/** What the number may be in E.164; one without `+` may exist in several countries. */
const numbersOf = (typed: string): string[] => [
  ...new Set(
    COUNTRIES.flatMap((country) => {
      const phone = checkPhone(typed, country);
      return phone.ok ? [phone.e164] : [];
    }),
  ),
];

/** One form of a name for all its spellings: else a number nobody has could be guessed at once per spelling. */
export const nameForm = (typed: string): string => numbersOf(typed)[0] ?? typed.toLowerCase();

const FIND = `
  select u.id, u.phone_number = any (?::text[]) and u.phone_confirmed_at is not null as is_phone from app_user u
  where (lower(u.username) = lower(?) or lower(u.email) = lower(?)
      or u.phone_number = any (?::text[]) and u.phone_confirmed_at is not null)
    and exists (select from user_role ur join role r on r.id = ur.role_id
      where ur.user_id = u.id and ur.is_active and r.is_active and ? = any (r.permissions))
  order by lower(u.username) = lower(?) limit 3`;

/**
 * A username, an e-mail or a confirmed phone number; the door's role is part of the search, so the
 * other door's people do not exist here. Usernames come last: one may be chosen to look like somebody's phone number.
 * Digits that are the numbers of two people are nobody's: with `+` they are one person's.
 */
export async function findAccount({ em, door }: Pick<Context, 'em' | 'door'>, typed: string): Promise<AppUser | null> {
  const numbers = `{${numbersOf(typed).join(',')}}`;
  const permission = door === 'staff' ? 'self.manage' : 'application.own';
  const rows = await em.execute<{ id: string; is_phone: boolean | null }[]>(FIND, [
    numbers,
    typed,
    typed,
    numbers,
    permission,
    typed,
  ]);
  const [row] = rows;
  if (!row || rows.filter(({ is_phone }) => is_phone === true).length > 1) return null;
  return em.findOne(AppUser, { id: row.id as AppUser['id'] }); // the column is the branded id
}
