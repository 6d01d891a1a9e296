import type { SqlEntityManager } from '@ostiary/db';
import { asSystem, recordAudit } from '../features/audit/audit.service.ts';

/** The record without which no transaction may change anything, for rows that a test writes past the services. */
export function recordTest(em: SqlEntityManager, now: Date): void {
  recordAudit(asSystem(em, now), { action: 'world.loaded', target: { type: 'catalogue', id: null } });
}
