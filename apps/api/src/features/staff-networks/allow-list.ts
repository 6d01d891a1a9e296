import { type MikroORM, StaffNetwork } from '@ostiary/db';
import type { Env } from '../../env.ts';
import { networkMatcher, parseNetwork, parseStaffNetworks, type ParsedNetwork } from './network-list.ts';

const KEPT_MS = 5_000;
const LOOPBACK = parseStaffNetworks('127.0.0.0/8,::1');

export interface StaffAllowList {
  /** Of `STAFF_NETWORKS`: let in whatever the saved list says. */
  readonly fixed: readonly ParsedNetwork[];
  /** Whether an address may open the staff door; any may while neither list names a network. Reads the saved one every five seconds at most. */
  allows(address: string): Promise<boolean>;
  /** After a change of the saved list: the next request reads it. */
  forget(): void;
}

/** `STAFF_NETWORKS` alone closes the door to others too: emptying the saved list must not undo it. */
export const isOpenToAll = (saved: readonly unknown[], fixed: readonly unknown[]): boolean =>
  saved.length === 0 && fixed.length === 0;

async function readSaved(orm: MikroORM, fixed: readonly ParsedNetwork[]): Promise<(address: string) => boolean> {
  const rows = await orm.em.fork().findAll(StaffNetwork);
  if (isOpenToAll(rows, fixed)) return () => true;
  return networkMatcher(
    rows.map(({ network }) => parseNetwork(network)).filter((network) => typeof network !== 'string'),
  );
}

/** Who may open the staff door. In local, this machine always may. */
export function openAllowList(
  orm: MikroORM,
  { fixed, env }: { fixed: readonly ParsedNetwork[]; env: Pick<Env, 'OSTIARY_ENV'> },
): StaffAllowList {
  const isAlwaysAllowed = networkMatcher(env.OSTIARY_ENV === 'local' ? [...fixed, ...LOOPBACK] : fixed);
  let kept: { matches: ReturnType<typeof readSaved>; until: number } | undefined;
  function saved(): ReturnType<typeof readSaved> {
    if (kept && kept.until > performance.now()) return kept.matches;
    const reading = { matches: readSaved(orm, fixed), until: performance.now() + KEPT_MS };
    kept = reading;
    // A failure is told to whoever waits for it, and not kept.
    reading.matches.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading.matches;
  }
  return {
    fixed,
    async allows(address) {
      if (isAlwaysAllowed(address)) return true;
      const matches = await saved();
      return matches(address);
    },
    forget() {
      kept = undefined;
    },
  };
}
