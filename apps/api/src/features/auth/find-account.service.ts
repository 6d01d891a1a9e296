import { AppUser } from '@ostiary/db';
import { checkPhone } from '@ostiary/domain/phone';
import type { Context } from '../../context.ts';

/** One form of a name for all its spellings: else a number nobody has could be guessed at once per spelling. */
export function nameForm(typed: string): string {
  const phone = checkPhone(typed, 'US');
  return phone.ok ? phone.e164 : typed.toLowerCase();
}

/**
 * A username, an e-mail or a confirmed phone number; the door's role is part of the search, so the
 * other door's people do not exist here. Usernames come last: one may be chosen to look like somebody's phone number.
 */
export async function findAccount({ em, door }: Pick<Context, 'em' | 'door'>, typed: string): Promise<AppUser | null> {
  const phone = checkPhone(typed, 'US');
  const role = door === 'staff' ? 'self.manage' : 'application.own';
  const [row] = await em.execute<{ id: string }[]>(
    `select u.id from app_user u
     where (lower(u.username) = lower(?) or lower(u.email) = lower(?) or u.phone_number = ? and u.phone_confirmed_at is not null)
       and exists (select from user_role ur join role r on r.id = ur.role_id
         where ur.user_id = u.id and ur.is_active and r.is_active and ? = any (r.permissions))
     order by lower(u.username) = lower(?) limit 1`,
    [typed, typed, phone.ok ? phone.e164 : null, role, typed],
  );
  return row ? em.findOne(AppUser, { id: row.id as AppUser['id'] }) : null; // the column is the branded id
}
