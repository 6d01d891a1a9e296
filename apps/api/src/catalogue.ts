import { type MikroORM, PolicyVersion, type SqlEntityManager } from '@ostiary/db';
import { Policy, SHIPPED_POLICIES } from '@ostiary/domain/policy';
import { type PolicyVersionId, SHIPPED_ROLES } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { asSystem, recordAudit } from './features/audit/audit.service.ts';

async function shipRoles(em: SqlEntityManager, now: Date): Promise<string[]> {
  const shipped: string[] = [];
  for (const [name, { description, permissions }] of Object.entries(SHIPPED_ROLES)) {
    const made = await em.execute<unknown[]>(
      `insert into role (id, name, description, permissions, created_at) values (?, ?, ?, ?::text[], ?)
       on conflict (name) do nothing returning name`,
      [uuidv7(), name, description, `{${permissions.join(',')}}`, now],
    );
    if (made.length > 0) shipped.push(name);
  }
  return shipped;
}

async function shipPolicies(em: SqlEntityManager, now: Date): Promise<string[]> {
  const shipped: string[] = [];
  for (const policy of SHIPPED_POLICIES) {
    const { code, version } = policy;
    if (await em.findOne(PolicyVersion, { code, version })) continue;
    const id = uuidv7() as PolicyVersionId; // a fresh id is where the brand begins
    em.persist(em.create(PolicyVersion, { id, code, version, body: policy, publishedAt: now }));
    shipped.push(`${code} ${version}`);
  }
  return shipped;
}

/** Applications are pinned to versions of years ago: a program that cannot read one of them must not judge by it. */
async function assertPoliciesRead(em: SqlEntityManager): Promise<void> {
  for (const { code, version, body } of await em.find(PolicyVersion, {})) {
    const [issue] = Policy.safeParse(body).error?.issues ?? [];
    if (issue)
      throw new Error(`Policy ${code}, version ${version}, cannot be read: ${issue.path.join('.')}: ${issue.message}`);
  }
}

/**
 * Puts the shipped roles and policy versions into the database where they are missing; never changes what is there.
 * Throws an Error fit for the operator where a stored version is no policy.
 */
export async function ensureCatalogue(orm: MikroORM, now: Date): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const [roles, policies] = [await shipRoles(em, now), await shipPolicies(em, now)];
    await em.flush();
    await assertPoliciesRead(em);
    if (roles.length + policies.length === 0) return;
    const target = { type: 'catalogue', id: null };
    recordAudit(asSystem(em, now), { action: 'catalogue.shipped', target, after: { roles, policies } });
  });
}
