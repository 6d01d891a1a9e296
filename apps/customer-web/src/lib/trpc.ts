import type { PublicRouter } from '@ostiary/api/router';
import { apiLinks } from '@ostiary/ui/portal';
import { createTRPCReact } from '@trpc/react-query';
import i18next from 'i18next';
import { session } from './session.ts';

export const trpc = createTRPCReact<PublicRouter>();

const headers = () => ({ 'accept-language': i18next.resolvedLanguage ?? 'en' });

export const createApiClient = ({ batch }: { batch: boolean }) =>
  trpc.createClient({ links: apiLinks({ session, batch, headers }) });
