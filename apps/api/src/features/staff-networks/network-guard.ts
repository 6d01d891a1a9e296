import { DomainError, ERRORS } from '@ostiary/domain/shared';
import type { Request, RequestHandler, Response } from 'express';
import type { Context, Deps } from '../../context.ts';
import { loggable } from '../../failures.ts';
import { createContext } from '../../http/request-facts.ts';
import { domainRefusal, sendRefusal } from '../../http/rest-refusal.ts';
import { addressBucket } from '../../limits/address-bucket.ts';
import { createOncePer } from '../../limits/once-per.ts';
import { recordSecurityEvent } from '../audit/audit.service.ts';

const QUIET_MS = 60_000;

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Not from this network</title>
<h1>Not from this network</h1>
<p>${ERRORS.NETWORK_REFUSED.message} Use the bank’s own network, or ask its administrator to add yours.</p>
</html>
`;

async function record(ctx: Context): Promise<void> {
  recordSecurityEvent(ctx, {
    eventType: 'NETWORK_REFUSED',
    severity: 'MEDIUM',
    userId: null,
    description: 'The staff door was tried from a network that is not allowed.',
  });
  await ctx.em.flush();
}

function refuse(req: Request, res: Response, requestId: string): void {
  res.set('cache-control', 'no-store').vary('accept');
  if (req.method === 'GET' && req.accepts(['json', 'html']) === 'html') {
    res.status(403).type('html').send(PAGE);
    return;
  }
  sendRefusal(res, domainRefusal(new DomainError('NETWORK_REFUSED'), requestId));
}

/** Lets only allowed networks past: 403 `NETWORK_REFUSED`, a page for people. Mounted behind the health routes, before all else. */
export function staffNetworkGuard(deps: Deps): RequestHandler {
  const isNews = createOncePer(QUIET_MS);
  return async (req, res, next) => {
    const ctx = createContext(deps, { req, res, door: 'staff', face: 'rest' });
    const { address, id } = ctx.request;
    if (await deps.allowList.allows(address)) return next();
    if (isNews(addressBucket(address), ctx.now)) {
      await record(ctx).catch((error: unknown) => {
        deps.log.error({ err: loggable(error), requestId: id }, 'a refused network could not be recorded');
      });
    }
    refuse(req, res, id);
  };
}
