import { type FormRow, PERSON_FIELDS, PersonNumberKind } from '@ostiary/domain/requirements';

/** One person as it stands in a form: texts, empty where nothing is given. */
export type PersonValues = Record<
  'firstName' | 'lastName' | 'dateOfBirth' | 'country' | 'numberKind' | 'number',
  string
>;

/** A number given earlier: it stands as long as its kind and the person stay the same and nothing is typed in its place. */
export interface KeptPersonNumber extends Pick<PersonValues, (typeof PERSON_FIELDS)[number]> {
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

export function keptNumber(row: FormRow, prefix: string): KeptPersonNumber | undefined {
  const masked = row.masked[`${prefix}number`];
  if (masked === undefined) return undefined;
  const { firstName, lastName, dateOfBirth, numberKind: kind } = readPerson(row, prefix);
  return { masked, kind, firstName, lastName, dateOfBirth };
}

export function isKept(kept: KeptPersonNumber | undefined, values: PersonValues): boolean {
  if (kept?.kind !== values.numberKind) return false;
  return PERSON_FIELDS.every((field) => values[field].trim() === kept[field].trim());
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

/** Whether a gap can be filled on the page now: the number has no field before its kind is chosen. */
export function hasField(path: string, gaps: readonly string[]): boolean {
  return !gaps.includes(`${path}Kind`);
}
