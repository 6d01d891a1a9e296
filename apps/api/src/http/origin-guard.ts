import { DomainError } from '@ostiary/domain/shared';
import type { Request } from 'express';

/** Procedures that read or set the refresh cookie; bearer tokens guard everything else. */
const COOKIE_PROCEDURES: ReadonlySet<string> = new Set([
  'auth.login',
  'auth.verify',
  'auth.refresh',
  'auth.logout',
  'registration.verify',
]);

function isOwnOrigin(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = req.get('origin');
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === req.host;
}

/**
 * Refuses another site's use of the cookie (login CSRF included) with `ORIGIN_REFUSED`. Takes the names that tRPC itself
 * resolved, so that neither a batch nor an encoding of the path gets around it; the header forces a preflight.
 */
export function assertOwnOrigin(req: Request, procedures: readonly string[]): void {
  if (!procedures.some((name) => COOKIE_PROCEDURES.has(name))) return;
  if (!isOwnOrigin(req) || req.get('x-requested-by') !== 'ostiary') throw new DomainError('ORIGIN_REFUSED');
}
