import type { FormRow, OwnersData } from '@ostiary/domain/requirements';
import { type KeptPersonNumber, keptNumber, type PersonValues, readPerson, toPerson } from './person-values.ts';

export interface OwnerValues extends PersonValues {
  readonly key: string;
  sharePercent: string;
}
export interface OwnersValues {
  owners: OwnerValues[];
  nobodyAtThreshold: boolean;
}

/** Percent as typed, comma or point; NaN for what is none. */
export function shareOf({ sharePercent }: Pick<OwnerValues, 'sharePercent'>): number {
  const text = sharePercent.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** The sum so far in percent, counted in hundredths: three times 33.33 and 0.01 are exactly 100. */
export function sharesTotal(owners: readonly OwnerValues[]): number {
  return owners.reduce((sum, owner) => sum + Math.round((shareOf(owner) || 0) * 100), 0) / 100;
}

export function isAtThreshold(owner: OwnerValues, threshold: number): boolean {
  return shareOf(owner) >= threshold;
}

const nothing: FormRow = { fields: {}, masked: {} };

function prefixes({ fields }: FormRow): string[] {
  const found = Object.keys(fields).flatMap((path) => /^owners\.\d+\.(?=key$)/.exec(path)?.[0] ?? []);
  return found.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

export function readOwners(row: FormRow = nothing): OwnersValues {
  const owners = prefixes(row).map((prefix) => ({
    ...readPerson(row, prefix),
    key: row.fields[`${prefix}key`] ?? '',
    sharePercent: row.fields[`${prefix}sharePercent`] ?? '',
  }));
  return { owners, nobodyAtThreshold: row.fields.nobodyAtThreshold === 'true' };
}

/** Numbers given earlier, by the key of their owner: they stay with their person when the list changes. */
export function keptNumbers(row: FormRow = nothing): ReadonlyMap<string, KeptPersonNumber> {
  return new Map(
    prefixes(row).flatMap((prefix) => {
      const kept = keptNumber(row, prefix);
      return kept ? [[row.fields[`${prefix}key`] ?? '', kept] as const] : [];
    }),
  );
}

/** As the schema takes it. Below the threshold no more is sent than a name and a share. */
export function toOwners({ owners, nobodyAtThreshold }: OwnersValues, threshold: number): OwnersData {
  return {
    owners: owners.map((owner) => {
      const { firstName, lastName, ...identified } = toPerson(owner);
      return {
        key: owner.key,
        firstName,
        lastName,
        sharePercent: shareOf(owner),
        ...(isAtThreshold(owner, threshold) ? identified : {}),
      };
    }),
    nobodyAtThreshold: nobodyAtThreshold && !owners.some((owner) => isAtThreshold(owner, threshold)),
  };
}

export function newOwner(key: string, country: string): OwnerValues {
  const texts = { firstName: '', lastName: '', dateOfBirth: '', numberKind: '', number: '', sharePercent: '' };
  return { key, country, ...texts };
}
