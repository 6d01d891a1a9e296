import { DomainError } from '@ostiary/domain/shared';
import type { Request, Response } from 'express';
import type { CustomerContext, Deps } from '../../context.ts';
import { createContext } from '../../http/request-facts.ts';
import { recordFailure } from '../audit/audit.service.ts';
import { authenticate } from '../auth/authenticate.service.ts';

/** Who sends a stream: what `customerProcedure` asks of a call, before a byte of the body is read. */
export async function admitCustomer(deps: Deps, exchange: { req: Request; res: Response }): Promise<CustomerContext> {
  const anonymous = createContext(deps, { ...exchange, door: 'customer', face: 'rest' });
  const actor = await authenticate(anonymous);
  const isAllowed = actor.permissions.has('application.own');
  if (!isAllowed || actor.mustEnrol) {
    const refusal = new DomainError(isAllowed ? 'MFA_REQUIRED' : 'FORBIDDEN');
    await recordFailure(anonymous, 'documents.upload', refusal);
    throw refusal;
  }
  return { ...anonymous, actor } as CustomerContext; // the checks above are the narrowing
}
