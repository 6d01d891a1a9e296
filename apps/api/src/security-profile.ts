import type { Door } from '@ostiary/domain/auth';
import { SESSION_RULES } from '@ostiary/domain/auth';
import type { Env } from './env.ts';

/** Which of the two profiles of `SECURITY_PROFILE` the bank runs, and what follows from it and from single settings. */
export const isStrict = (env: Env): boolean => env.SECURITY_PROFILE === 'strict';

/** NIST SP 800-63B-4 asks 15 where the password is the only factor; the standard profile allows 8 with three kinds of characters. */
export const passwordMinLength = (env: Env): number => (isStrict(env) ? 15 : 8);

/** True where nobody gets past signing in without a second factor. */
export function isSecondFactorRequired(env: Env, door: Door): boolean {
  if (isStrict(env)) return true;
  if (door === 'customer') return false;
  return (env.STAFF_MFA ?? (env.OSTIARY_ENV === 'production' ? 'required' : 'optional')) === 'required';
}

/** Minutes without use that end a session; null: none do. */
export function idleMinutes(env: Env, door: Door): number | null {
  if (door === 'staff') return SESSION_RULES.staff.idleMinutes;
  return (env.CUSTOMER_IDLE_MINUTES ?? (isStrict(env) ? 30 : 0)) || null;
}

/** Where a door's portal is opened, without a slash at the end. */
export function portalUrl(env: Env, door: Door): string {
  const [set, port] = door === 'staff' ? [env.STAFF_URL, env.STAFF_PORT] : [env.PUBLIC_URL, env.PUBLIC_PORT];
  return (set ?? `http://localhost:${port}`).replace(/\/+$/, '');
}
