import type { Door } from '@ostiary/domain/auth';
import { publicRouter, staffRouter } from '../router.ts';
import type { CanaryBank } from './canary-bank.ts';
import type { Answer } from './canary-doors.ts';
import type { Caller } from './canary-world.ts';

interface Procedure {
  readonly _def: { readonly type: string; readonly meta?: { route?: { method?: string; path?: string } } };
}
const ROUTERS = { customer: publicRouter, staff: staffRouter } as const;
/** The staff door first: at the other one the applicant withdraws in the end. */
export const DOORS = ['staff', 'customer'] as const;
// tRPC types its flat record by procedure; here every one is alike.
export const proceduresOf = (door: Door) => ROUTERS[door]._def.procedures as unknown as Record<string, Procedure>;

export interface Asking {
  readonly door: Door;
  readonly path: string;
  readonly input?: unknown;
}

/** Calls one procedure over HTTP and watches what comes back. */
export async function ask(
  { doors, watch }: Pick<CanaryBank, 'doors' | 'watch'>,
  { door, path, input }: Asking,
  { name, access, own }: Caller,
): Promise<Answer> {
  const type = proceduresOf(door)[path]?._def.type;
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const answer = await doors.knock(
    type === 'mutation'
      ? { door, access, method: 'POST', url: `/trpc/${path}`, body: input ?? {} }
      : { door, access, method: 'GET', url: `/trpc/${path}${query}`, isStream: type === 'subscription' },
  );
  watch.look({ place: path, caller: name, own, text: answer.text });
  return answer;
}

/** Every GET there is: procedures with a place on the REST face, document streams, and the rest of both doors. */
export function pagesOf({ world }: Pick<CanaryBank, 'world'>) {
  const { id, applicationId, documentId } = world.victim;
  const faces = DOORS.flatMap((door) =>
    Object.values(proceduresOf(door)).flatMap(({ _def }) => {
      const { method, path } = _def.meta?.route ?? {};
      if (method !== 'GET' || path === undefined) return [];
      const whose = path.startsWith('/users') ? id : applicationId;
      return [{ door, place: `GET /api${path}/`, url: `/api${path.replace('{id}', whose)}/` }];
    }),
  );
  const plain = (door: Door) => (url: string) => ({ door, place: `GET ${url}`, url });
  const customer = ['/dev/mailbox', '/dev/mailbox?to=example', `/api/uploads/${applicationId}`, '/api/openapi.json'];
  const staff = [`/documents/${documentId}/preview`, `/documents/${documentId}/original`, '/api/openapi.json'];
  return [...faces, ...customer.map(plain('customer')), ...staff.map(plain('staff'))];
}
