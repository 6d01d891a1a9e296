import { AppUser } from '@ostiary/db';
import type { ActivityReported, LoginOutcome, ReportActivityInput } from '@ostiary/domain/auth';
import { DomainError } from '@ostiary/domain/shared';
import type { SignedInContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { lockPerson } from '../auth/lock-person.service.ts';
import { lockStrangerOut } from '../recovery/lock-out.service.ts';

/** In these, somebody knew the password. */
const LET_IN: readonly LoginOutcome[] = ['SUCCEEDED', 'SECOND_FACTOR_ASKED', 'SECOND_FACTOR_FAILED'];

/** Null where the person has reported it before; throws `NOT_FOUND` where it is not theirs. */
async function markReported(tx: SignedInContext, id: string): Promise<LoginOutcome | null> {
  const [row] = await tx.em.execute<{ outcome: LoginOutcome; is_reported: boolean }[]>(
    'select outcome, reported_at is not null as is_reported from login_activity where id = ? and user_id = ?',
    [id, tx.actor.id],
  );
  if (!row) throw new DomainError('NOT_FOUND');
  if (row.is_reported) return null;
  await tx.em.execute('update login_activity set reported_at = ? where id = ?', [tx.now, id]);
  return row.outcome;
}

/**
 * "This was not me." A sign-in that knew the password ends every session, the asking one too, and the account waits for
 * a new password; a mere attempt is noted. It asks for no step-up: it only ever locks out, the worst that a stolen session
 * can do with it is to end itself, and an owner in haste must not fail at a proof. Reporting twice changes nothing more. Throws `NOT_FOUND` for others' rows.
 */
export async function reportActivity(ctx: SignedInContext, { id }: ReportActivityInput): Promise<ActivityReported> {
  const sessionsEnded = await inTransaction(ctx, async (tx) => {
    // In the order of signing in, person before sessions: the two cannot wait for each other.
    await lockPerson(tx, tx.actor.id);
    const outcome = await markReported(tx, id);
    if (outcome === null) return 0;
    const wasLetIn = LET_IN.includes(outcome);
    recordAudit(tx, { action: 'sign-in.reported', target: { type: 'login_activity', id }, after: { outcome } });
    recordSecurityEvent(tx, {
      eventType: 'SIGN_IN_REPORTED',
      severity: wasLetIn ? 'HIGH' : 'MEDIUM',
      userId: tx.actor.id,
      description: 'The owner of the account says that a sign-in was not theirs',
      metadata: { activityId: id, outcome },
    });
    // A second factor stays: whoever asks has shown it, or there is none.
    return wasLetIn ? lockStrangerOut(tx, await tx.em.findOneOrFail(AppUser, { id: tx.actor.id })) : 0;
  });
  if (sessionsEnded > 0) ctx.reply.clearRefreshCookie();
  return { sessionsEnded };
}
