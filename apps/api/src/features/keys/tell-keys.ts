import type { RingUse, VersionUse } from './key-status.service.ts';
import type { Progress, Renewed } from './renew.ts';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const amount = (number: number) => whole.format(number).replaceAll(',', ' ');

const MEANING: Record<VersionUse['standing'], string> = {
  next: 'only opens yet: take `:open` away once every process knows it',
  current: 'current',
  'in use': 'still needed',
  retired: 'may be removed from the ring',
  missing: 'MISSING from the ring: put it back',
};

const COMMAND = { KEK_RING: 'rotate', BLIND_INDEX_KEYS: 'reindex' } as const;

function tellRing({ setting, what, versions, open, lastFinishedAt }: RingUse): string[] {
  const lines = versions.map(
    ({ version, rows, standing }) => `  version ${version}: ${amount(rows)} ${what}, ${MEANING[standing]}`,
  );
  const isBehind = versions.some(({ standing }) => standing === 'in use');
  const isRetired = versions.some(({ standing }) => standing === 'retired');
  return [
    setting,
    ...lines,
    ...(open ? [`  a run to version ${open.toVersion} stands at ${amount(open.done)} of ${amount(open.total)}`] : []),
    ...(isBehind || open ? [`  next: npm run keys -- ${COMMAND[setting]}`] : []),
    ...(isRetired
      ? [
          `  Backups from before ${lastFinishedAt?.toISOString() ?? 'now'} need the older keys: keep those elsewhere for as long.`,
        ]
      : []),
  ];
}

/** What `keys status` prints. */
export function tellStatus(rings: readonly RingUse[]): string {
  return rings.map((ring) => tellRing(ring).join('\n')).join('\n\n');
}

/** One line of a running renewal. */
export function tellProgress({ done, total, rate }: Progress): string {
  const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
  return `${amount(done)} of ${amount(total)} people, ${percent} %, ${amount(rate)} a second`;
}

/** The last line of a renewal. */
export function tellEnd({ renewed, failed }: Renewed, seconds: number): string {
  const done = renewed === 0 ? 'Nothing left to renew' : `Renewed ${amount(renewed)} people in ${seconds.toFixed(1)} s`;
  if (failed.length === 0) return `${done}.`;
  const some = failed.slice(0, 10).join(', ');
  return `${done}. Left as they were, because something of theirs does not open (see the log): ${amount(failed.length)}, e.g. ${some}`;
}
