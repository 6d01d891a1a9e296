import { PolicyVersion, type SqlEntityManager } from '@ostiary/db';
import type { ApplicantKind } from '@ostiary/domain/policy';

/** The newest published policy for a country and kind of applicant, or null where we serve none. */
export async function newestPolicy(
  em: SqlEntityManager,
  { country, applicantKind }: { country: string; applicantKind: ApplicantKind },
): Promise<PolicyVersion | null> {
  const [row] = await em.execute<{ id: PolicyVersion['id'] }[]>(
    `select id from policy_version where body ->> 'country' = ? and body ->> 'applicantKind' = ?
     order by version desc, published_at desc limit 1`,
    [country, applicantKind],
  );
  return row ? em.findOneOrFail(PolicyVersion, { id: row.id }) : null;
}
