import type { IdentityRouter } from '@ostiary/api/router';
import { createTRPCReact } from '@trpc/react-query';

/** The procedures that both doors share; a portal mounts `identity.Provider` beside its own. */
export const identity = createTRPCReact<IdentityRouter>();
