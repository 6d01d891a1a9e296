import { leafHash } from '@ostiary/domain/crypto';
import { isSameHash } from '@ostiary/domain/merkle';
import { z } from 'zod';
import type { FaultKind } from './faults.ts';

/** The parts of a record's text that are columns too (audit.service.ts writes both). */
const Canonical = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.object({ id: z.string().nullable(), role: z.string() }),
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string().nullable() }),
  request: z.object({ id: z.string().nullable(), ip: z.string().nullable(), agent: z.string().nullable() }),
});
type Canonical = z.infer<typeof Canonical>;

/** A sealed place and the record that lies there now, if any. */
export interface SealedRecord {
  readonly index: number;
  readonly eventId: string;
  readonly xid: number;
  readonly sealed: Buffer;
  readonly id: string | null;
  readonly eventXid: number | null;
  /** Microseconds since 1970. */
  readonly at: number | null;
  readonly actorId: string | null;
  readonly actorRole: string | null;
  readonly action: string | null;
  readonly targetType: string | null;
  readonly targetId: string | null;
  readonly requestId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly canonical: string | null;
  /** Whether the hash beside the text is the sealed one. */
  readonly hasLeaf: boolean | null;
}

/** One spelling for each address: PostgreSQL writes IPv6 in its own. */
function sameAddress(left: string | null, right: string | null): boolean {
  if (left === right) return true;
  const spelled = (ip: string | null) => (ip?.includes(':') ? URL.parse(`http://[${ip}]`)?.hostname : undefined);
  const one = spelled(left);
  return one !== undefined && one === spelled(right);
}

/** The first column that does not say what the text says. */
function wrongColumn(record: SealedRecord, said: Canonical): string | null {
  const pairs = [
    ['id', record.eventId === said.id],
    ['xid', record.xid === record.eventXid],
    ['at', record.at === Date.parse(said.at) * 1000],
    ['actor_id', record.actorId === said.actor.id],
    ['actor_role', record.actorRole === said.actor.role],
    ['action', record.action === said.action],
    ['target_type', record.targetType === said.target.type],
    ['target_id', record.targetId === said.target.id],
    ['request_id', record.requestId === said.request.id],
    ['ip', sameAddress(record.ip, said.request.ip)],
    ['user_agent', record.userAgent === said.request.agent],
  ] as const;
  return pairs.find(([, isSame]) => !isSame)?.[0] ?? null;
}

function parse(canonical: string): Canonical | null {
  try {
    return Canonical.safeParse(JSON.parse(canonical)).data ?? null;
  } catch {
    return null;
  }
}

/** What is wrong with one record, by its own text, its columns and the hash that was sealed; null for nothing. */
export function judgeRecord(record: SealedRecord): { kind: FaultKind; detail: string | null } | null {
  if (record.canonical === null) return { kind: 'RECORD_MISSING', detail: null };
  if (!isSameHash(leafHash(record.canonical), record.sealed)) return { kind: 'RECORD_CHANGED', detail: 'canonical' };
  if (record.hasLeaf !== true) return { kind: 'RECORD_CHANGED', detail: 'leaf' };
  const said = parse(record.canonical);
  if (said === null) return { kind: 'COLUMN_CHANGED', detail: 'canonical' };
  const column = wrongColumn(record, said);
  return column === null ? null : { kind: 'COLUMN_CHANGED', detail: column };
}
