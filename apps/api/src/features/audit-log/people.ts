import type { SqlEntityManager } from '@ostiary/db';
import type { AuditPerson } from '@ostiary/domain/audit';
import { maskedName } from '@ostiary/domain/audit';
import { z } from 'zod';
import { listOf } from '../../condition.ts';

interface PersonRow {
  readonly id: string;
  readonly username: string;
  readonly display_name: string | null;
  readonly is_erased: boolean;
  readonly customer_number: string | null;
  readonly name: string;
}

export const isUuid = (text: string | null): text is string => text !== null && z.uuid().safeParse(text).success;

export type Known = ReadonlyMap<string, PersonRow>;

/** Names of the day, not of the record: who changed theirs is found under the new one, and who was erased under none. */
export async function knownPeople(em: SqlEntityManager, ids: Iterable<string | null>): Promise<Known> {
  const wanted = [...new Set(ids)].filter(isUuid);
  if (wanted.length === 0) return new Map();
  const rows = await em.execute<PersonRow[]>(
    `select u.id, u.username, u.display_name, u.erased_at is not null as is_erased, c.customer_number,
       c.full_name as name
     from app_user u left join customer c on c.id = u.id where u.id = any (?::uuid[])`,
    [listOf(wanted)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** As an auditor sees it: staff by name, customers masked, erased people without any. */
export function shownName(known: Known, id: string | null): string | null {
  const row = id === null ? undefined : known.get(id);
  if (!row || row.is_erased) return null;
  return row.customer_number === null ? (row.display_name ?? row.username) : maskedName(row.name);
}

/** A short name for where several stand together: of a customer the number. */
export function shortName(known: Known, id: string | null): string | null {
  const row = id === null ? undefined : known.get(id);
  return row?.customer_number ?? shownName(known, id);
}

function kindOf(known: Known, id: string | null, role: string): AuditPerson['kind'] {
  if (id === null) return role === 'SYSTEM' ? 'system' : 'anonymous';
  const row = known.get(id);
  if (!row) return 'unknown';
  return row.customer_number === null ? 'staff' : 'customer';
}

export function personOf(known: Known, id: string | null, role: string): AuditPerson {
  const row = id === null ? undefined : known.get(id);
  return {
    id,
    kind: kindOf(known, id, role),
    name: shownName(known, id),
    customerNumber: row?.customer_number ?? null,
    isErased: row?.is_erased ?? false,
    role,
  };
}
