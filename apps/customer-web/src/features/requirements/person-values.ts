import { type FormRow, PersonNumberKind } from '@ostiary/domain/requirements';

/** One person as it stands in a form: texts, empty where nothing is given. */
export type PersonValues = Record<
  'firstName' | 'lastName' | 'dateOfBirth' | 'country' | 'numberKind' | 'number',
  string
>;

/** A number given earlier: it stands as long as its kind stays the same and nothing is typed in its place. */
export interface KeptPersonNumber {
  readonly masked: string;
  readonly kind: string;
}

export function readPerson({ fields }: FormRow, prefix: string): PersonValues {
  const read = (part: string) => fields[`${prefix}${part}`] ?? '';
  return {
    firstName: read('firstName'),
    lastName: read('lastName'),
    dateOfBirth: read('dateOfBirth'),
    country: read('country'),
    numberKind: read('numberKind'),
    number: '',
  };
}

export function keptNumber({ fields, masked }: FormRow, prefix: string): KeptPersonNumber | undefined {
  const mask = masked[`${prefix}number`];
  return mask === undefined ? undefined : { masked: mask, kind: fields[`${prefix}numberKind`] ?? '' };
}

export function isKept(kept: KeptPersonNumber | undefined, { numberKind }: Pick<PersonValues, 'numberKind'>): boolean {
  return kept !== undefined && kept.kind === numberKind;
}

const orNothing = (text: string) => (text.trim() === '' ? undefined : text);

/** As the schemas take it: what is empty is left out. */
export function toPerson({ firstName, lastName, dateOfBirth, country, numberKind, number }: PersonValues) {
  return {
    firstName,
    lastName,
    dateOfBirth: orNothing(dateOfBirth),
    country: orNothing(country),
    numberKind: PersonNumberKind.safeParse(numberKind).data,
    number: orNothing(number),
  };
}
