import type { AppUser } from '@ostiary/db';
import { UNDO_RULES, type UndoneChange } from '@ostiary/domain/auth';
import { newToken, tokenHash } from '@ostiary/domain/crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { secretLink } from '../passwords/start-reset.service.ts';

const HOUR = 3_600_000;

interface Issue {
  readonly change: UndoneChange;
  /** Of `EMAIL`: what would be put back. */
  readonly oldEmail?: string;
}

/**
 * A link for the message that tells of a change, in the caller's transaction: whoever had the account before takes the
 * change back with it, once, without signing in. To be sent only where the person's mail was proved to reach them.
 */
export async function issueUndoLink(tx: Context, user: AppUser, { change, oldEmail }: Issue): Promise<string> {
  const token = newToken();
  await tx.em.execute(
    `insert into undo_link (id, user_id, change, old_email, token_hash, created_at, expires_at) values (?, ?, ?, ?::text, ?, ?, ?)`,
    [
      uuidv7(),
      user.id,
      change,
      oldEmail ?? null,
      tokenHash(token),
      tx.now,
      new Date(tx.now.getTime() + UNDO_RULES.validHours * HOUR),
    ],
  );
  return `${await secretLink(tx, user, '/not-me#token=')}${token}`;
}
