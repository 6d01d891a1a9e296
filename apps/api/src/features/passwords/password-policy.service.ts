import { type AppUser, Customer } from '@ostiary/db';
import { checkPassword, type PasswordContext } from '@ostiary/domain/identifiers';
import { isCommonPassword } from '@ostiary/domain/passwords';
import { DomainError, type FieldProblem, fieldProblem } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import type { Env } from '../../env.ts';
import { passwordMinLength } from '../../security-profile.ts';

type Owner = Omit<PasswordContext, 'isCommon' | 'minLength'>;

/** What is wrong with a password for its owner, by this bank's profile; nothing is a pass. */
export function passwordProblems(env: Env, password: string, owner: Owner): FieldProblem[] {
  const rules = { ...owner, minLength: passwordMinLength(env), isCommon: isCommonPassword };
  return checkPassword(password, rules).map((failure) => fieldProblem(`PASSWORD_${failure}`));
}

/** Throws `INVALID_INPUT` on `newPassword` with every rule that the person's new password breaks. */
export async function assertNewPassword(ctx: Context, user: AppUser, newPassword: string): Promise<void> {
  const customer = await ctx.em.findOne(Customer, { id: user.id });
  const names = [customer?.firstName, customer?.lastName, user.displayName].filter((name) => name != null);
  const owner = { username: user.username, email: user.email, names };
  const problems = passwordProblems(ctx.deps.env, newPassword, owner);
  if (problems.length > 0) throw new DomainError('INVALID_INPUT', { fields: { newPassword: problems } });
}
