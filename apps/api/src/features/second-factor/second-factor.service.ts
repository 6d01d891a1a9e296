import { AppUser, DataKey, SecondFactor } from '@ostiary/db';
import {
  type ConfirmSecondFactorInput,
  type Done,
  type FactorCodeInput,
  type RecoveryCodes,
  type SecondFactorOffer,
  type SecondFactorStatus,
  TOTP_RULES,
} from '@ostiary/domain/auth';
import { newTotpSecret, totpStep, totpUri } from '@ostiary/domain/crypto';
import { DomainError } from '@ostiary/domain/shared';
import type { SignedInContext } from '../../context.ts';
import { isSecondFactorRequired } from '../../security-profile.ts';
import { inTransaction } from '../../transaction.ts';
import { createVault, openVault } from '../../vault.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { endSessions } from '../auth/end-sessions.service.ts';
import { lockSelf } from '../auth/still-signed-in.service.ts';
import { factorProofKey } from '../auth/throttle-keys.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { issueUndoLink } from '../recovery/undo-links.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';
import { checkFactor, secretPlace, wrongCode } from './check-factor.service.ts';
import { countRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.ts';

const targetOf = ({ actor }: SignedInContext) => ({ type: 'app_user', id: actor.id });

/** Of everybody at this door, or of this person. */
async function isRequiredOf({ deps, door, em, actor }: SignedInContext): Promise<boolean> {
  if (isSecondFactorRequired(deps.env, door)) return true;
  return (await em.findOneOrFail(AppUser, { id: actor.id })).requiresSecondFactor;
}

export async function getSecondFactor(ctx: SignedInContext): Promise<SecondFactorStatus> {
  const factor = await ctx.em.findOne(SecondFactor, { userId: ctx.actor.id });
  return {
    isOn: factor?.confirmedAt != null,
    since: factor?.confirmedAt?.toISOString() ?? null,
    recoveryCodesLeft: await countRecoveryCodes(ctx, ctx.actor.id),
    isRequired: await isRequiredOf(ctx),
  };
}

/** Throws `EMAIL_UNCONFIRMED`: a factor of whoever registered somebody else's address would shut its owner out for good. */
async function lockToEnrol(tx: SignedInContext): Promise<AppUser> {
  const user = await lockSelf(tx);
  if (user.emailConfirmedAt == null) throw new DomainError('EMAIL_UNCONFIRMED');
  return user;
}

/** Staff have no sealed data of their own before their first secret. */
async function vaultOf(tx: SignedInContext) {
  const hasKey = await tx.em.findOne(DataKey, { userId: tx.actor.id });
  return hasKey ? openVault(tx, tx.actor.id) : createVault(tx, tx.actor.id);
}

/** A new secret in place of one that was never confirmed. Throws `SECOND_FACTOR_ON` and `EMAIL_UNCONFIRMED`. */
export function beginSecondFactor(ctx: SignedInContext): Promise<SecondFactorOffer> {
  return inTransaction(ctx, async (tx) => {
    const userId = tx.actor.id;
    const { username } = await lockToEnrol(tx);
    const factor = await tx.em.findOne(SecondFactor, { userId });
    if (factor?.confirmedAt != null) throw new DomainError('SECOND_FACTOR_ON');
    const secret = newTotpSecret();
    const secretEncrypted = (await vaultOf(tx)).seal(secretPlace(userId), secret);
    if (factor) Object.assign(factor, { secretEncrypted, createdAt: tx.now });
    else tx.em.persist(tx.em.create(SecondFactor, { userId, secretEncrypted, createdAt: tx.now }));
    recordAudit(tx, { action: 'second_factor.begun', target: targetOf(tx) });
    return { secret, uri: totpUri({ secret, account: username, issuer: TOTP_RULES.issuer }) };
  });
}

/** The asking session has just proved both factors. */
async function markSession(tx: SignedInContext): Promise<void> {
  await tx.em.execute(
    `update session set stepped_up_at = ?, amr = case when 'otp' = any (amr) then amr else array_append(amr, 'otp') end
     where id = ?`,
    [tx.now, tx.actor.sessionId],
  );
}

/**
 * Switches the factor on with its first code, and ends every session that never showed it: one of them may be a thief's.
 * Throws `SECOND_FACTOR_OFF` before `begin`, `SECOND_FACTOR_ON` after it, and `EMAIL_UNCONFIRMED`.
 */
export function confirmSecondFactor(ctx: SignedInContext, { code }: ConfirmSecondFactorInput): Promise<RecoveryCodes> {
  return inTransaction(ctx, async (tx) => {
    const user = await lockToEnrol(tx);
    const factor = await tx.em.findOne(SecondFactor, { userId: user.id });
    if (!factor) throw new DomainError('SECOND_FACTOR_OFF');
    if (factor.confirmedAt != null) throw new DomainError('SECOND_FACTOR_ON');
    const vault = await openVault(tx, user.id);
    const step = totpStep(vault.open(secretPlace(user.id), factor.secretEncrypted), code, tx.now);
    if (step === null) throw wrongCode();
    Object.assign(factor, { confirmedAt: tx.now, lastStep: step });
    await markSession(tx);
    await endSessions(tx, { userId: user.id, reason: 'REVOKED', except: tx.actor.sessionId });
    recordAudit(tx, { action: 'second_factor.enabled', target: targetOf(tx) });
    recordSecurityEvent(tx, {
      eventType: 'MFA_ENABLED',
      severity: 'LOW',
      userId: user.id,
      description: 'The second factor was switched on',
    });
    const link = await issueUndoLink(tx, user, { change: 'SECOND_FACTOR' });
    await notify(tx, { user, template: 'second_factor_on', params: { when: sayWhen(tx.now, user.language), link } });
    return { recoveryCodes: await replaceRecoveryCodes(tx, user.id) };
  });
}

async function proveFactor(ctx: SignedInContext, code: string): Promise<void> {
  if (!ctx.actor.hasSecondFactor) throw new DomainError('SECOND_FACTOR_OFF');
  const { id } = ctx.actor;
  if ((await checkFactor(ctx, id, { code, key: factorProofKey(ctx, id) })) === null) throw wrongCode();
}

/** Throws `SECOND_FACTOR_OFF`, and `INVALID_INPUT` on `code`. */
export async function renewRecoveryCodes(ctx: SignedInContext, { code }: FactorCodeInput): Promise<RecoveryCodes> {
  await proveFactor(ctx, code);
  return inTransaction(ctx, async (tx) => {
    const user = await lockSelf(tx);
    recordAudit(tx, { action: 'second_factor.recovery-codes-renewed', target: targetOf(tx) });
    recordSecurityEvent(tx, {
      eventType: 'RECOVERY_CODES_RENEWED',
      severity: 'MEDIUM',
      userId: user.id,
      description: 'New recovery codes took the place of the old ones',
    });
    await notify(tx, { user, template: 'recovery_codes_renewed', params: { when: sayWhen(tx.now, user.language) } });
    return { recoveryCodes: await replaceRecoveryCodes(tx, tx.actor.id) };
  });
}

/** Throws `SECOND_FACTOR_NEEDED` where the bank requires one, `SECOND_FACTOR_OFF`, and `INVALID_INPUT` on `code`. */
export async function disableSecondFactor(ctx: SignedInContext, { code }: FactorCodeInput): Promise<Done> {
  if (await isRequiredOf(ctx)) throw new DomainError('SECOND_FACTOR_NEEDED');
  await proveFactor(ctx, code);
  return inTransaction(ctx, async (tx) => {
    const user = await lockSelf(tx);
    await tx.em.execute('delete from second_factor where user_id = ?', [user.id]);
    recordAudit(tx, { action: 'second_factor.disabled', target: targetOf(tx) });
    recordSecurityEvent(tx, {
      eventType: 'MFA_DISABLED',
      severity: 'MEDIUM',
      userId: user.id,
      description: 'The second factor was switched off',
    });
    await notify(tx, { user, template: 'second_factor_off', params: { when: sayWhen(tx.now, user.language) } });
    return { ok: true };
  });
}
