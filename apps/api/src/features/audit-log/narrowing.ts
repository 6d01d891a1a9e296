import type { SqlEntityManager } from '@ostiary/db';
import { actionsIn, type AuditExportFilter, type AuditExportView, AuditTarget } from '@ostiary/domain/audit';
import { type Condition, listOf } from '../../condition.ts';
import { idsOfPeople, idsOfTargets } from './resolve.ts';
import { trailOf } from './trails.ts';

/** A filter with ids in place of what was typed; null where nothing narrows. */
export type Narrowed = AuditExportView['filter'];

/** What narrows nothing. */
export const EVERYTHING: Narrowed = {
  people: null,
  actions: null,
  targetType: null,
  targets: null,
  from: null,
  to: null,
  ip: null,
  trail: null,
};

function actionsOf({ action, category }: AuditExportFilter): string[] | null {
  if (!action?.length && !category?.length) return null;
  const named: string[] = action ?? [];
  if (!category?.length) return named;
  const within = category.flatMap((each): string[] => actionsIn(each));
  return named.length === 0 ? within : within.filter((each) => named.includes(each));
}

/** Asks the database whom and what a filter means. Throws `INVALID_INPUT` on `actor`. */
export async function narrow(em: SqlEntityManager, filter: AuditExportFilter): Promise<Narrowed> {
  return {
    people: filter.actor ? await idsOfPeople(em, filter.actor) : null,
    actions: actionsOf(filter),
    targetType: filter.targetType ?? null,
    targets: filter.target ? await idsOfTargets(em, filter.target) : null,
    from: filter.from ?? null,
    to: filter.to ?? null,
    ip: filter.ip || null,
    trail: filter.trail ?? null,
  };
}

/** With both columns, so that the index on targets serves. */
function targeted({ targetType, targets }: Narrowed): Condition[] {
  if (targets === null && targetType === null) return [];
  const types = targetType === null ? AuditTarget.options : [targetType];
  const ofType = { sql: 'e.target_type = any (?::text[])', params: [listOf(types)] };
  return targets === null
    ? [ofType]
    : [{ sql: `${ofType.sql} and e.target_id = any (?::text[])`, params: [...ofType.params, listOf(targets)] }];
}

const either = (one: Condition, other: Condition): Condition => ({
  sql: `${one.sql} or ${other.sql}`,
  params: [...one.params, ...other.params],
});

/** Which events `e` a narrowed filter lets through. */
export function conditionsOf(narrowed: Narrowed): Condition[] {
  const { people, actions, from, to, ip, trail } = narrowed;
  const ofTrail = trail === null ? [] : [trailOf(trail).reduce(either)];
  const parts: (Condition | false)[] = [
    people !== null && { sql: 'e.actor_id = any (?::uuid[])', params: [listOf(people)] },
    actions !== null && { sql: 'e.action = any (?::text[])', params: [listOf(actions)] },
    // As dates: PostgreSQL's own reader knows no year 0.
    from !== null && { sql: 'e.at >= ?', params: [new Date(from)] },
    to !== null && { sql: 'e.at < ?', params: [new Date(to)] },
    ip !== null && { sql: ip.includes('/') ? 'e.ip <<= ?::inet' : 'e.ip = ?::inet', params: [ip] },
  ];
  return [...parts.filter((part) => part !== false), ...targeted(narrowed), ...ofTrail];
}

/** What of a filter may stand in the record for good: ids and words, never what was typed or an address. */
export function factsOfFilter(filter: AuditExportFilter & { text?: string | undefined }, narrowed: Narrowed) {
  const { trail, ...typed } = { ...filter, cursor: undefined, limit: undefined, order: undefined };
  const filters = Object.entries(typed)
    .filter(([, value]) => value !== undefined && value.length > 0)
    .map(([name]) => name);
  const { people, actions, from, to } = narrowed;
  return { filters, people, actions, from, to, ...(trail && { trail: trail.id }) };
}
