import type { ORPCMeta } from '@orpc/trpc';

export type RestMeta = ORPCMeta;

interface RestRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly status?: number;
}

/** Gives a procedure its place on the REST face (`/api` + path); the only spot that knows the bridge's meta. */
export function rest({ method, path, summary, tags, status = 200 }: RestRoute): RestMeta {
  return { route: { method, path, summary, tags: [...tags], successStatus: status } };
}
