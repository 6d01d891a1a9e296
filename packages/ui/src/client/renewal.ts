import { RestError } from './errors.ts';
import type { SessionGrant } from './session.ts';

// Read by hand and not with zod: this runs before the first screen, and the first load need not carry a schema library.
function pick(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Object.getOwnPropertyDescriptor(inner, key)?.value : undefined,
    value,
  );
}

/** Reads the answer of the tRPC mutation `auth.refresh`; throws a RestError when it is not a grant. */
export function readRenewal(status: number, body: unknown): SessionGrant {
  const access = pick(body, 'result', 'data', 'access');
  const accessExpiresAt = pick(body, 'result', 'data', 'accessExpiresAt');
  if (typeof access === 'string' && typeof accessExpiresAt === 'string') return { access, accessExpiresAt };
  const code = pick(body, 'error', 'data', 'errorCode');
  throw new RestError(typeof code === 'string' ? code : 'UNKNOWN', status);
}
