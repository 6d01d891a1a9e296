import { AppUser, type SqlEntityManager } from '@ostiary/db';
import type { UserId } from '@ostiary/domain/shared';

/** Says who a member of staff is; null for nobody and for versions that ship. */
export type NameOf = (id: UserId | null | undefined) => string | null;

export async function namesOf(em: SqlEntityManager, ids: readonly (UserId | null | undefined)[]): Promise<NameOf> {
  const people = await em.find(AppUser, { id: { $in: ids.flatMap((id) => id ?? []) } });
  const names = new Map(people.map(({ id, displayName, username }) => [id, displayName ?? username]));
  return (id) => (id == null ? null : (names.get(id) ?? null));
}
