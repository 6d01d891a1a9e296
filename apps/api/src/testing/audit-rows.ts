import { canonicalText, leafHash } from '@ostiary/domain/crypto';
import { v7 as uuidv7 } from 'uuid';
import type { TestDeps } from './test-deps.ts';

export interface PlantedEvent {
  readonly at: Date;
  readonly action?: string;
  readonly actorId?: string | null;
  readonly role?: string;
  readonly target?: { readonly type: string; readonly id: string | null };
  readonly ip?: string;
  readonly agent?: string;
  readonly after?: object | null;
  /** In place of the record's true text. */
  readonly canonical?: string;
}

/** Records as the application would have written them, without the work that they tell of. @returns their ids */
export async function plantEvents(
  { owner }: Pick<TestDeps, 'owner'>,
  events: readonly PlantedEvent[],
): Promise<string[]> {
  const rows = events.map(({ at, after = null, ...event }) => {
    const id = uuidv7();
    const { action = 'case.viewed', target = { type: 'kyc_application', id: uuidv7() } } = event;
    const { actorId = null, role = 'SYSTEM', ip = '192.0.2.10', agent = 'ostiary-tests' } = event;
    const record = { id, at: at.toISOString(), actor: { id: actorId, role }, action, target, before: null, after };
    const canonical = event.canonical ?? canonicalText({ ...record, request: { id: 'planted', ip, agent } });
    const leaf = leafHash(canonical).toString('hex');
    return {
      ...record,
      actor_id: actorId,
      role,
      target_type: target.type,
      target_id: target.id,
      ip,
      agent,
      canonical,
      leaf,
    };
  });
  await owner(
    `insert into audit_event (id, at, actor_id, actor_role, action, target_type, target_id, request_id, ip, user_agent, canonical, leaf)
     select id, at, actor_id, role, action, target_type, target_id, 'planted', ip, agent, canonical, decode(leaf, 'hex')
     from jsonb_to_recordset(?::jsonb) r (id uuid, at timestamptz, actor_id uuid, role text, action text, target_type text,
       target_id text, ip inet, agent text, canonical text, leaf text)`,
    [JSON.stringify(rows)],
  );
  return rows.map(({ id }) => id);
}
