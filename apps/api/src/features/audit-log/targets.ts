import type { SqlEntityManager } from '@ostiary/db';
import { listOf } from '../../condition.ts';
import type { EventRow } from './event-rows.ts';
import { isUuid, type Known, shortName } from './people.ts';

interface TargetRow {
  readonly id: string;
  readonly label: string | null;
  readonly case_id: string | null;
}
export interface Target {
  readonly label: string | null;
  readonly caseId: string | null;
}

/** What a record points at, for people to recognise: by customer number or public number, never by a name. */
const OF: Readonly<Record<string, string>> = {
  kyc_application: `select a.id, c.customer_number as label, a.id as case_id
    from kyc_application a join customer c on c.id = a.customer_id where a.id = any (?::uuid[])`,
  kyc_document: `select d.id, c.customer_number as label, d.application_id as case_id
    from kyc_document d join customer c on c.id = d.customer_id where d.id = any (?::uuid[])`,
  upload: `select u.id, c.customer_number as label, u.application_id as case_id
    from upload u join kyc_application a on a.id = u.application_id join customer c on c.id = a.customer_id
    where u.id = any (?::uuid[])`,
  fraud_alert: `select f.id, f.alert_number as label, f.application_id as case_id
    from fraud_alert f where f.id = any (?::uuid[])`,
  branch: `select b.id, b.code as label, null::uuid as case_id from branch b where b.id = any (?::uuid[])`,
};

const PEOPLE: readonly string[] = ['app_user', 'customer'];
const keyOf = (type: string, id: string | null) => `${type}/${id ?? ''}`;

export type Targets = (row: Pick<EventRow, 'targetType' | 'targetId'>) => Target;

/** Labels of what these records point at; what is gone has none. */
export async function knownTargets(em: SqlEntityManager, rows: readonly EventRow[], known: Known): Promise<Targets> {
  const found = new Map<string, Target>();
  for (const [type, sql] of Object.entries(OF)) {
    const ids = rows.flatMap(({ targetType, targetId }) => (targetType === type && isUuid(targetId) ? [targetId] : []));
    if (ids.length === 0) continue;
    for (const { id, label, case_id } of await em.execute<TargetRow[]>(sql, [listOf([...new Set(ids)])]))
      found.set(keyOf(type, id), { label, caseId: case_id });
  }
  return ({ targetType, targetId }) =>
    found.get(keyOf(targetType, targetId)) ?? {
      label: PEOPLE.includes(targetType) ? shortName(known, targetId) : null,
      caseId: null,
    };
}
