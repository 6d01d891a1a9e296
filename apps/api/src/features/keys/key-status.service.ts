import { KeyRotation, type SqlEntityManager } from '@ostiary/db';
import type { KeyProvider } from '@ostiary/domain/crypto';
import type { RotationDeps } from './rotation-run.ts';

export interface VersionUse {
  readonly version: number;
  /** Rows that need this key. */
  readonly rows: number;
  /** `next`: only opens yet. `retired`: nothing in this database needs it any more. `missing`: rows need it, and the ring lacks it. */
  readonly standing: 'next' | 'current' | 'in use' | 'retired' | 'missing';
}

export interface RingUse {
  readonly setting: 'KEK_RING' | 'BLIND_INDEX_KEYS';
  /** What the rows are. */
  readonly what: string;
  /** Newest first. */
  readonly versions: readonly VersionUse[];
  /** A run that was begun and is not over, or was killed. */
  readonly open: Pick<KeyRotation, 'toVersion' | 'done' | 'total' | 'startedAt'> | null;
  /** When the last run ended: older backups need the older keys. */
  readonly lastFinishedAt: Date | null;
}

const RINGS = [
  {
    kind: 'kek',
    setting: 'KEK_RING',
    what: 'data keys',
    sql: 'select kek_version as version, count(*)::int as rows from data_key group by 1',
  },
  {
    kind: 'index',
    setting: 'BLIND_INDEX_KEYS',
    what: 'blind indexes',
    sql: `select version, sum(n)::int as rows from (
        select key_version as version, count(*) as n from identifier_index group by 1
        union all select index_key_version, count(*) from kyc_document group by 1) used
      group by version`,
  },
] as const;

function usesOf(ring: KeyProvider, counted: readonly { version: number; rows: number }[]): VersionUse[] {
  const known = ring.versions();
  const all = [...new Set([...known, ...counted.map(({ version }) => version)])].toSorted((a, b) => b - a);
  return all.map((version) => {
    const rows = counted.find((one) => one.version === version)?.rows ?? 0;
    if (!known.includes(version)) return { version, rows, standing: 'missing' };
    if (version === ring.currentVersion()) return { version, rows, standing: 'current' };
    if (version > ring.currentVersion()) return { version, rows, standing: 'next' };
    return { version, rows, standing: rows > 0 ? 'in use' : 'retired' };
  });
}

async function runsOf(em: SqlEntityManager, kind: KeyRotation['kind']) {
  const open = await em.findOne(KeyRotation, { kind, finishedAt: null });
  const [last] = await em.find(
    KeyRotation,
    { kind, finishedAt: { $ne: null } },
    { orderBy: { finishedAt: 'desc' }, limit: 1 },
  );
  return { open, lastFinishedAt: last?.finishedAt ?? null };
}

/** Which keys this database still needs, ring by ring. Reads only; needs no key itself but their versions. */
export async function keyStatus({ orm, keys }: RotationDeps): Promise<RingUse[]> {
  const em = orm.em.fork();
  const rings: RingUse[] = [];
  for (const { kind, setting, what, sql } of RINGS) {
    const counted = await em.execute<{ version: number; rows: number }[]>(sql);
    const versions = usesOf(kind === 'kek' ? keys.kek : keys.blindIndex, counted);
    rings.push({ setting, what, versions, ...(await runsOf(em, kind)) });
  }
  return rings;
}
