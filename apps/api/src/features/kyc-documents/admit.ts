import { DomainError } from '@ostiary/domain/shared';
import type { Request, Response } from 'express';
import type { CustomerContext, Deps } from '../../context.ts';
import { createContext } from '../../http/request-facts.ts';
import { authenticate } from '../auth/authenticate.service.ts';

/** Who sends a stream: what `customerProcedure` asks of a call, before a byte of the body is read. */
export async function admitCustomer(deps: Deps, exchange: { req: Request; res: Response }): Promise<CustomerContext> {
  const anonymous = createContext(deps, { ...exchange, door: 'customer', face: 'rest' });
  const actor = await authenticate(anonymous);
  if (!actor.permissions.has('application.own')) throw new DomainError('FORBIDDEN');
  if (actor.mustEnrol) throw new DomainError('MFA_REQUIRED');
  return { ...anonymous, actor } as CustomerContext; // the checks above are the narrowing
}
