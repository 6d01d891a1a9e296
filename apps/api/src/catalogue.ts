import { type MikroORM, PolicyVersion } from '@ostiary/db';
import { SHIPPED_POLICIES } from '@ostiary/domain/policy';
import { type PolicyVersionId, SHIPPED_ROLES } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';

/** Puts the shipped roles and policy versions into the database where they are missing; never changes what is there. */
export async function ensureCatalogue(orm: MikroORM, now: Date): Promise<void> {
  const em = orm.em.fork();
  for (const [name, { description, permissions }] of Object.entries(SHIPPED_ROLES)) {
    await em.execute(
      'insert into role (id, name, description, permissions, created_at) values (?, ?, ?, ?::text[], ?) on conflict (name) do nothing',
      [uuidv7(), name, description, `{${permissions.join(',')}}`, now],
    );
  }
  for (const policy of SHIPPED_POLICIES) {
    const known = await em.findOne(PolicyVersion, { code: policy.code, version: policy.version });
    if (known) continue;
    const id = uuidv7() as PolicyVersionId; // a fresh id is where the brand begins
    em.persist(
      em.create(PolicyVersion, { id, code: policy.code, version: policy.version, body: policy, publishedAt: now }),
    );
  }
  await em.flush();
}
