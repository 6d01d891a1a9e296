import type { SessionId, UserId } from '@ostiary/domain/shared';
import { NIL } from 'uuid';
import type { CustomerContext, Deps } from '../../context.ts';
import { SILENT_REPLY } from '../../http/door-cookies.ts';

/** What a person began, ended by the system after their connection was gone. Carries no right to anything else. */
export function onBehalfOf(deps: Deps, id: UserId): CustomerContext {
  return {
    deps,
    em: deps.orm.em.fork(),
    now: deps.clock(),
    door: 'customer',
    face: 'rest',
    request: {
      id: 'system',
      address: '127.0.0.1',
      userAgent: 'ostiary',
      language: 'en',
      authorization: undefined,
      idempotencyKey: undefined,
      refreshCookie: undefined,
      deviceCookie: undefined,
      isBackground: true,
    },
    reply: SILENT_REPLY,
    actor: {
      id,
      sessionId: NIL as SessionId, // no session of theirs
      door: 'customer',
      name: '',
      roles: ['CUSTOMER'],
      permissions: new Set(),
      switchedOff: new Set(),
      onlyBranch: null,
      amr: [],
      steppedUpAt: null,
      hasSecondFactor: false,
      mustEnrol: false,
    },
    seen: { actor: null },
  };
}
