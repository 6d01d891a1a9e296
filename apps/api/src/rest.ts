import type { ORPCMeta } from '@orpc/trpc';
import type { Permission } from '@ostiary/domain/shared';

/** What a procedure says of itself: its place on the REST face, and the permission that lets staff in. */
export interface RestMeta extends ORPCMeta {
  readonly permission?: Permission;
}

type Spec = Extract<NonNullable<RestMeta['route']>['spec'], (...given: never[]) => unknown>;

interface RestRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly status?: number;
  /** Another status that the procedure may set, with the same body, and when it does. */
  readonly otherStatus?: { readonly status: number; readonly description: string };
}

/** Gives a procedure its place on the REST face (`/api` + path); the only spot that knows the bridge's meta. */
export function rest({ method, path, summary, tags, status = 200, otherStatus }: RestRoute): RestMeta {
  const route: RestMeta['route'] = { method, path, summary, tags: [...tags], successStatus: status };
  if (!otherStatus) return { route };
  const spec: Spec = (operation) => ({
    ...operation,
    responses: {
      ...operation.responses,
      [otherStatus.status]: { ...operation.responses?.[status], description: otherStatus.description },
    },
  });
  return { route: { ...route, spec } };
}
