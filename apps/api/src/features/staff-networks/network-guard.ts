import { DomainError, ERRORS, type Language } from '@ostiary/domain/shared';
import type { Request, RequestHandler, Response } from 'express';
import type { Context, Deps } from '../../context.ts';
import { loggable } from '../../failures.ts';
import { createContext } from '../../http/request-facts.ts';
import { domainRefusal, sendRefusal } from '../../http/rest-refusal.ts';
import { addressBucket } from '../../limits/address-bucket.ts';
import { createOncePer } from '../../limits/once-per.ts';
import { recordSecurityEvent } from '../audit/audit.service.ts';

const QUIET_MS = 60_000;

const WORDS: Readonly<Record<Language, { title: string; text: string }>> = {
  en: {
    title: 'Not from this network',
    text: `${ERRORS.NETWORK_REFUSED.message} Use the bank’s own network, or ask its administrator to add yours.`,
  },
  hi: {
    title: 'इस नेटवर्क से नहीं',
    text: 'कर्मचारियों का पोर्टल इस नेटवर्क से नहीं खुलता। बैंक का अपना नेटवर्क उपयोग करें, या उसके प्रशासक से अपना नेटवर्क जोड़ने को कहें।',
  },
};

const page = (language: Language) => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${WORDS[language].title}</title>
<h1>${WORDS[language].title}</h1>
<p>${WORDS[language].text}</p>
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

function refuse(req: Request, res: Response, { id, language }: Context['request']): void {
  res.set('cache-control', 'no-store').vary('accept').vary('accept-language');
  if (req.method === 'GET' && req.accepts(['json', 'html']) === 'html') {
    res.status(403).type('html').send(page(language));
    return;
  }
  sendRefusal(res, domainRefusal(new DomainError('NETWORK_REFUSED'), id));
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
    refuse(req, res, ctx.request);
  };
}
