import { RestError } from './errors.ts';
import { grantOf, type SessionGrant } from './grant.ts';

// Read by hand and not with zod: this runs before the first screen, and the first load need not carry a schema library.
function pick(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Object.getOwnPropertyDescriptor(inner, key)?.value : undefined,
    value,
  );
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** Reads the answer of the tRPC mutation `auth.refresh`; throws a RestError when it is not a grant. */
export function readRenewal(status: number, body: unknown): SessionGrant {
  const data = pick(body, 'result', 'data');
  const access = text(pick(data, 'access'));
  const accessExpiresAt = text(pick(data, 'accessExpiresAt'));
  if (access === undefined || accessExpiresAt === undefined) throw refusalOf(status, body);
  const idleMinutes = pick(data, 'idleMinutes');
  return grantOf({
    access,
    issuedAt: text(pick(data, 'issuedAt')),
    accessExpiresAt,
    sessionEndsAt: text(pick(data, 'sessionEndsAt')),
    idleMinutes: typeof idleMinutes === 'number' ? idleMinutes : null,
    user: {
      id: text(pick(data, 'user', 'id')),
      username: text(pick(data, 'user', 'username')),
      mustEnrol: pick(data, 'user', 'mustEnrol') === true,
    },
  });
}

function refusalOf(status: number, body: unknown): RestError {
  const facts = pick(body, 'error', 'data');
  return new RestError(text(pick(facts, 'errorCode')) ?? 'UNKNOWN', status, { details: pick(facts, 'details') });
}
