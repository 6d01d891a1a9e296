import type { StaffRouter } from '@ostiary/api/router';
import { apiLinks } from '@ostiary/ui/portal';
import { createTRPCReact } from '@trpc/react-query';
import { accessWatch } from './access-watch.ts';
import { session } from './session.ts';

export const trpc = createTRPCReact<StaffRouter>();

export const createApiClient = ({ batch }: { batch: boolean }) =>
  trpc.createClient({ links: [accessWatch(), ...apiLinks({ session, batch })] });
