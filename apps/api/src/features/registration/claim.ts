import { AppUser, Customer, Role, UserRole } from '@ostiary/db';
import { newOneTimeCode } from '@ostiary/domain/crypto';
import { customerNumber } from '@ostiary/domain/identifiers';
import { checkPhone } from '@ostiary/domain/phone';
import type { ApplicantKind } from '@ostiary/domain/policy';
import { DomainError, type FieldProblem, fieldProblem, type Language, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import type { Env } from '../../env.ts';
import { createVault } from '../../vault.ts';
import { openApplication } from '../application/start.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { requestChecks } from '../identity-checks/request-checks.service.ts';
import { passwordProblems } from '../passwords/password-policy.service.ts';
import { getOwnFile } from '../requirements/case-file.service.ts';
import { replaceIdentifiers } from '../requirements/given.service.ts';

export interface NewAccount {
  readonly email: string;
  readonly phoneNumber: string;
  readonly password: string;
  readonly username?: string | undefined;
  readonly country: string;
  readonly applicantKind?: ApplicantKind;
  readonly language?: Language | undefined;
  readonly names?: readonly string[];
  /** Registration in one call brings its evidence along. */
  readonly evidence?: {
    readonly firstName: string;
    readonly lastName: string;
    readonly dateOfBirth: string;
    readonly ssn: string;
    readonly address: string;
  };
}

/** The rules that look at several fields at once. Throws `INVALID_INPUT` with every problem; returns the phone in E.164. */
export function assertAccount(
  env: Env,
  { email, phoneNumber, password, username, country, names = [] }: NewAccount,
): string {
  const problems: Record<string, FieldProblem[]> = {};
  const phone = checkPhone(phoneNumber, country);
  if (!phone.ok) problems.phoneNumber = [fieldProblem(phone.why === 'FORMAT' ? 'PHONE_FORMAT' : 'PHONE_INVALID')];
  const owner = { email, ...(username === undefined ? {} : { username }), names };
  const failures = passwordProblems(env, password, owner);
  if (failures.length > 0) problems.password = failures;
  if (!phone.ok || Object.keys(problems).length > 0) throw new DomainError('INVALID_INPUT', { fields: problems });
  return phone.e164;
}

/** Nine random digits, from the same unbiased source as one-time codes. */
const nineDigits = () => `${newOneTimeCode()}${newOneTimeCode().slice(0, 3)}`;

function createCustomer(
  ctx: Context,
  userId: UserId,
  { country, applicantKind = 'individual', evidence }: NewAccount,
): void {
  const vault = createVault(ctx, userId);
  const place = (column: string) => ({ table: 'customer', column, rowId: userId });
  const given = evidence && {
    firstName: evidence.firstName,
    lastName: evidence.lastName,
    dateOfBirth: evidence.dateOfBirth,
    ssnEncrypted: vault.seal(place('ssn_encrypted'), evidence.ssn),
    addressEncrypted: vault.seal(place('address_encrypted'), JSON.stringify({ text: evidence.address })),
  };
  ctx.em.persist(
    ctx.em.create(Customer, {
      id: userId,
      customerNumber: customerNumber(nineDigits()),
      country,
      applicantKind,
      createdAt: ctx.now,
      updatedAt: ctx.now,
      ...given,
    }),
  );
}

/**
 * Claims the unique values in the caller's short transaction: person, role, data key, customer, application. The
 * database decides a race; the password is hashed afterwards, by the winner only. No hash yet: no sign-in.
 */
export async function claimAccount(
  ctx: Context,
  account: NewAccount & { readonly phoneNumber: string },
): Promise<AppUser> {
  const id = uuidv7() as UserId; // a fresh id is where the brand begins
  const role = await ctx.em.findOneOrFail(Role, { name: 'CUSTOMER' });
  const user = ctx.em.create(AppUser, {
    id,
    username: account.username ?? `c${nineDigits()}`,
    email: account.email,
    phoneNumber: account.phoneNumber,
    language: account.language ?? ctx.request.language,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  });
  ctx.em.persist(user);
  ctx.em.persist(ctx.em.create(UserRole, { id: uuidv7(), userId: id, roleId: role.id, assignedAt: ctx.now }));
  createCustomer(ctx, id, account);
  await openApplication(ctx, id, { country: account.country, applicantKind: account.applicantKind ?? 'individual' });
  if (account.evidence)
    await replaceIdentifiers(ctx, id, { code: 'ssn', identifiers: [{ kind: 'ssn', value: account.evidence.ssn }] });
  recordAudit(ctx, { action: 'account.created', target: { type: 'app_user', id }, actorId: id });
  await ctx.em.flush();
  if (account.evidence) await requestChecks(ctx, await getOwnFile(ctx.em, id), 'identity');
  return user;
}
