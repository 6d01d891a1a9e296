import type { SqlEntityManager } from '@ostiary/db';
import { type AuditFacts, type AuditItem, factsOf, specOf } from '@ostiary/domain/audit';
import type { EventRow } from './event-rows.ts';
import { isUuid, type Known, knownPeople, personOf, shortName } from './people.ts';
import { knownTargets, type Targets } from './targets.ts';

/** Every id that stands in the facts; most are of people. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return isUuid(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(idsIn);
}

function peopleIn(facts: AuditFacts, known: Known): Record<string, string> {
  return Object.fromEntries(
    idsIn(facts).flatMap((id) => {
      const name = shortName(known, id);
      return name === null ? [] : [[id, name] as const];
    }),
  );
}

interface Around {
  readonly known: Known;
  readonly targets: Targets;
}

function itemOf(row: EventRow, facts: AuditFacts, { known, targets }: Around): AuditItem {
  return {
    id: row.id,
    index: row.index === null ? null : Number(row.index),
    sealed: row.index !== null,
    at: new Date(row.moment).toISOString(),
    actor: personOf(known, row.actorId, row.actorRole),
    action: row.action,
    category: specOf(row.action)?.category ?? null,
    target: { type: row.targetType, id: row.targetId, ...targets(row) },
    ip: row.ip,
    agent: row.agent,
    requestId: row.requestId,
    facts,
    people: peopleIn(facts, known),
  };
}

/** Records with the names of today; in a few queries, however many records there are. */
export async function presentRows(em: SqlEntityManager, rows: readonly EventRow[]): Promise<AuditItem[]> {
  const facts = rows.map(({ action, canonical }) => factsOf(action, canonical));
  const ids = rows.flatMap(({ actorId, targetId }) => [actorId, targetId]);
  const known = await knownPeople(em, [...ids, ...facts.flatMap(idsIn)]);
  const around = { known, targets: await knownTargets(em, rows, known) };
  return rows.map((row, at) => itemOf(row, facts[at] ?? { before: null, after: null }, around));
}
