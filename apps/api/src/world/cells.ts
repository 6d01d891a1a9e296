import { ApplicationStatus } from '@ostiary/domain/application';
import { shippedPolicy } from '@ostiary/domain/policy';
import { chance } from './chance.ts';
import { type Pack, PACKS } from './person.ts';

/** Where in the world one person stands. */
export interface Cell {
  readonly pack: Pack;
  readonly state: ApplicationStatus;
  readonly step: number | null;
}

type Slot = Pick<Cell, 'pack' | 'state'> & { readonly half: number };

/** Every pack in every state, unfinished ones twice: with 200 people each of their steps is there. */
const SLOTS: readonly Slot[] = PACKS.flatMap((pack) => [
  ...ApplicationStatus.options.map((state) => ({ pack, state, half: 0 })),
  { pack, state: 'INCOMPLETE' as const, half: 1 },
]);

function shuffled(name: string): Slot[] {
  const draw = chance(name);
  const slots = [...SLOTS];
  for (let at = slots.length - 1; at > 0; at -= 1) {
    const other = draw.int(0, at);
    const [one, two] = [slots[at], slots[other]];
    if (one && two) [slots[at], slots[other]] = [two, one];
  }
  return slots;
}

/** Forty people at a time hold every slot once, in an order of their own. */
export function cellsOf(seed: number, customers: number): Cell[] {
  const blocks = Array.from({ length: Math.ceil(customers / SLOTS.length) }, (_, block) =>
    shuffled(`${seed} block ${block}`).map(({ pack, state, half }): Cell => {
      const rows = shippedPolicy(pack).requirements.length;
      return { pack, state, step: state === 'INCOMPLETE' ? (block * 2 + half) % rows : null };
    }),
  );
  return blocks.flat().slice(0, customers);
}
