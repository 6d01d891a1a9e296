import { Branch } from '@ostiary/db';
import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../context.ts';
import { asSystem, recordAudit } from '../features/audit/audit.service.ts';

/** Invented branches of an invented bank. */
const DEMO_BRANCHES = [
  { code: 'US-MIDWEST', name: 'Midwest (fictional)', country: 'US', regions: ['IL', 'IN', 'MI', 'OH', 'WI'] },
  { code: 'US-ONLINE', name: 'United States online (fictional)', country: 'US', regions: [] },
  { code: 'IN-ONLINE', name: 'India online (fictional)', country: 'IN', regions: [] },
] as const;

/** The three demo branches, before anybody hands in an application. Those that are there already stay. */
export async function openBranches({ orm }: Pick<Deps, 'orm'>, now: Date): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    for (const branch of DEMO_BRANCHES) {
      if (await em.findOne(Branch, { code: branch.code })) continue;
      const id = uuidv7();
      const { code, name, country } = branch;
      const regions = [...branch.regions];
      em.persist(em.create(Branch, { id, code, name, country, regions, createdAt: now }));
      const after = { code, name, country, regions };
      recordAudit(asSystem(em, now), { action: 'branch.created', target: { type: 'branch', id }, after });
    }
  });
}
