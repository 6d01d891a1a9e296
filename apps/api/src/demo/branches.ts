import { Branch } from '@ostiary/db';
import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../context.ts';

/** Invented branches of an invented bank. */
const DEMO_BRANCHES = [
  { code: 'US-MIDWEST', name: 'Midwest (fictional)', country: 'US', regions: ['IL', 'IN', 'MI', 'OH', 'WI'] },
  { code: 'US-ONLINE', name: 'United States online (fictional)', country: 'US', regions: [] },
  { code: 'IN-ONLINE', name: 'India online (fictional)', country: 'IN', regions: [] },
] as const;

/** The three demo branches, before anybody hands in an application. Those that are there already stay. */
export async function openBranches({ orm }: Pick<Deps, 'orm'>, now: Date): Promise<void> {
  const em = orm.em.fork();
  await em.upsertMany(
    Branch,
    DEMO_BRANCHES.map((branch) => ({ id: uuidv7(), ...branch, regions: [...branch.regions], createdAt: now })),
    { onConflictFields: ['code'], onConflictAction: 'ignore' },
  );
}
