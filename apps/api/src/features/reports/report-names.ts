import type { SqlEntityManager } from '@ostiary/db';

const UUID = /^[0-9a-f-]{36}$/;

async function read(em: SqlEntityManager, sql: string, params: readonly unknown[] = []) {
  const rows = await em.execute<{ id: string; name: string }[]>(sql, [...params]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names of staff, by id. */
export const staffNames = (em: SqlEntityManager, keys: Iterable<string>) =>
  read(em, `select id, coalesce(display_name, username) as name from app_user where id = any (?::uuid[])`, [
    `{${[...new Set(keys)].filter((key) => UUID.test(key)).join(',')}}`,
  ]);

/** Versions of policies, as the desk names them. */
export const policyNames = (em: SqlEntityManager) =>
  read(em, `select id, code || ' v' || version as name from policy_version`);

export const branchNames = (em: SqlEntityManager) => read(em, `select id, name from branch`);
