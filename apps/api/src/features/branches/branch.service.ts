import type { SqlEntityManager } from '@ostiary/db';

export interface Place {
  readonly country: string;
  /** ISO 3166-2 without the country; null where the address is one line of text. */
  readonly region: string | null;
}

/**
 * The branch that looks after a place: the one whose regions name it, else the country's branch without regions; null
 * where there is neither. Of several, the first by code.
 */
export async function branchOf(em: SqlEntityManager, { country, region }: Place): Promise<string | null> {
  const [branch] = await em.execute<{ id: string }[]>(
    `select id from branch where country = ? and closed_at is null and (regions = '{}' or ?::text = any (regions))
     order by regions = '{}', code limit 1`,
    [country, region],
  );
  return branch?.id ?? null;
}
