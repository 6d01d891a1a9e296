import { AppUser, Role, SecondFactor, UserRole } from '@ostiary/db';
import { kycStatusOf, TOLD_RISK_PROFILE } from '@ostiary/domain/application';
import { checkPhone } from '@ostiary/domain/phone';
import type { ProfileView, UpdateProfileInput } from '@ostiary/domain/profile';
import type { Actor, Context, CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault } from '../../vault.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { requestChecks } from '../identity-checks/request-checks.service.ts';
import { startContactChange } from '../registration/change-contact.service.ts';
import { type CaseFile, getOwnFile, recount, reopen, touch } from '../requirements/case-file.service.ts';
import { addressOf, maskedSsn, sayAddress } from '../requirements/present.service.ts';
import { assertOpen } from '../requirements/requirements.service.ts';

type SignedInContext = Context & { readonly actor: Actor };

async function customerPart(ctx: SignedInContext) {
  const file = await getOwnFile(ctx.em, ctx.actor.id);
  const vault = await openVault(ctx, ctx.actor.id);
  const address = addressOf(file, vault);
  const { customer, application } = file;
  return {
    firstName: customer.firstName ?? '',
    lastName: customer.lastName ?? '',
    customerId: customer.customerNumber,
    kycStatus: kycStatusOf(application.status),
    riskProfile: TOLD_RISK_PROFILE,
    isAccountVerified: application.status === 'APPROVED',
    ssn: maskedSsn(file, vault),
    address: address && sayAddress(address),
  };
}

function staffPart(user: AppUser) {
  const [firstName = '', ...rest] = (user.displayName ?? user.username).split(' ');
  return {
    firstName,
    lastName: rest.join(' '),
    customerId: null,
    kycStatus: null,
    riskProfile: null,
    isAccountVerified: true,
    ssn: null,
    address: null,
  };
}

/** GET /api/profile/: the signed-in person, identifiers masked. */
export async function getProfile(ctx: SignedInContext): Promise<ProfileView> {
  const user = await ctx.em.findOneOrFail(AppUser, { id: ctx.actor.id });
  const twoFactorEnabled = (await ctx.em.count(SecondFactor, { userId: user.id, confirmedAt: { $ne: null } })) > 0;
  const held = await ctx.em.find(UserRole, { userId: user.id, isActive: true });
  const roles = await ctx.em.find(Role, { id: { $in: held.map((role) => role.roleId) }, isActive: true });
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    phoneNumber: user.phoneNumber ?? '',
    twoFactorEnabled,
    emailConfirmed: user.emailConfirmedAt != null,
    phoneConfirmed: user.phoneConfirmedAt != null,
    language: user.language,
    roles: roles.map(({ id, name, description }) => ({ id, name, description })),
    dateJoined: user.createdAt.toISOString(),
    lastLogin: user.lastLogin?.toISOString() ?? null,
    ...(ctx.door === 'customer' ? await customerPart(ctx) : staffPart(user)),
  };
}

/** The body repeats the phone number; another one than on file gets a code, and takes its place once that is entered. */
async function offerPhone(tx: CustomerContext, file: CaseFile, phoneNumber: string | undefined): Promise<void> {
  if (phoneNumber === undefined) return;
  const given = checkPhone(phoneNumber, file.customer.country);
  if (given.ok && given.e164 === file.user.phoneNumber) return;
  await tx.deps.limits.consume('code-sending', tx.request.address);
  await startContactChange(tx, { channel: 'phone', value: phoneNumber, field: 'phoneNumber' });
  tx.reply.setStatus(202);
}

/**
 * PUT /api/profile/: names while the identity row is open (else `REQUIREMENT_CLOSED`), language at any time. Another
 * phone number answers 202 on REST: it waits for the code that was sent to it, and counts as sending one. Throws
 * `RATE_LIMITED`, and what `startContactChange` throws.
 */
export async function updateProfile(
  ctx: CustomerContext,
  { firstName, lastName, language, phoneNumber }: UpdateProfileInput,
): Promise<ProfileView> {
  return inTransaction(ctx, async (tx) => {
    const file = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    await offerPhone(tx, file, phoneNumber);
    const changed: string[] = [];
    if (firstName !== undefined || lastName !== undefined) {
      assertOpen(file, 'identity');
      file.customer.firstName = firstName ?? file.customer.firstName;
      file.customer.lastName = lastName ?? file.customer.lastName;
      reopen(recount(file), 'identity');
      touch(file.application, tx.now);
      await requestChecks(tx, file, 'identity');
      changed.push('name');
    }
    if (language !== undefined && language !== file.user.language) {
      file.user.language = language;
      changed.push('language');
    }
    if (changed.length > 0)
      recordAudit(tx, { action: 'profile.changed', target: { type: 'app_user', id: tx.actor.id }, after: { changed } });
    await tx.em.flush();
    return getProfile(tx);
  });
}
