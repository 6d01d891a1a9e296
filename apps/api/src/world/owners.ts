import { type Chance, pad } from './chance.ts';
import { NAMES } from './names.ts';
import { panOf, type Serial, ssnOf } from './numbers.ts';

export interface Identity {
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth: string;
}

export interface OwnerDraft extends Identity {
  readonly key: string;
  readonly sharePercent: number;
  readonly number: string;
}

/** Percent of each owner. The last of each country reaches no threshold (25 % and 10 %). */
const SHARES: Readonly<Record<'US' | 'IN', readonly [readonly number[], ...(readonly number[])[]]>> = {
  US: [[100], [60, 40], [50, 30, 12.5], [70, 30], [20, 20, 20, 20, 20]],
  IN: [[100], [51, 49], [40, 35, 25], [90, 9.5], [9, 9, 9, 9, 9, 9, 9, 9, 9, 9]],
};

/** From here on an owner is identified (docs/policies.md); the truth says it a second time on purpose. */
export const THRESHOLD = { US: 25, IN: 10 } as const;

export function drawIdentity(draw: Chance, country: 'US' | 'IN', asOf: string): Identity {
  const year = Number(asOf.slice(0, 4)) - draw.int(20, 74);
  return {
    firstName: draw.pick(NAMES[country].first),
    lastName: draw.pick(NAMES[country].last),
    dateOfBirth: `${year}-${pad(draw.int(1, 12), 2)}-${pad(draw.int(1, 28), 2)}`,
  };
}

interface Owning {
  readonly country: 'US' | 'IN';
  readonly asOf: string;
  readonly serial: Serial;
}

/** Owners of one company with their shares. The first is its control person too. */
export function draftOwners(draw: Chance, { country, asOf, serial }: Owning): OwnerDraft[] {
  return draw.pick(SHARES[country]).map((sharePercent, at) => {
    const identity = drawIdentity(draw, country, asOf);
    // Numbers after the applicant's own and the company's; those below the threshold give none.
    const own = { ...serial, n: serial.n + 2 + (at % 6) };
    const number = country === 'US' ? ssnOf(own) : panOf(own, { holder: 'P', name: identity.lastName });
    return { ...identity, key: draw.uuid(), sharePercent, number };
  });
}
