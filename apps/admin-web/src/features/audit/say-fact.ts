import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { exactTime, useLabels } from '@ostiary/ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;
const customerNumber = /^CUST\d{10}$/;
const code = /^[A-Za-z][A-Za-z0-9_-]*$/;
const longest = 48;
const kept = 12;

interface Saying {
  t: TFunction;
  locale: string;
  /** Names by id. */
  people: Readonly<Record<string, string>>;
}

/** Customer numbers in groups, everything else as it is. */
export const sayNumber = (text: string) => (customerNumber.test(text) ? formatCustomerNumber(text) : text);

/** Ids, fingerprints and sealed values are for machines: their beginning is enough to tell two apart. */
const shortened = (text: string) => (text.length > longest && !text.includes(' ') ? `${text.slice(0, kept)}…` : text);

function sayText(text: string, { t, locale, people }: Saying): string {
  const name = people[text] ?? text;
  if (customerNumber.test(name)) return sayNumber(name);
  if (moment.test(name)) return exactTime(new Date(name), locale);
  return code.test(name) ? t(`audit:value.${name}`, { defaultValue: shortened(name) }) : shortened(name);
}

/** One value of a record in words; codes that have no words stay as they are. */
export function sayValue(value: unknown, saying: Saying): string {
  const { t, locale } = saying;
  if (value === null || value === undefined || value === '') return t('audit:value.none');
  if (typeof value === 'string') return sayText(value, saying);
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
  if (typeof value === 'boolean') return t(value ? 'audit:value.yes' : 'audit:value.no');
  if (Array.isArray(value))
    return value.length === 0 ? t('audit:value.nothing') : value.map((one) => sayValue(one, saying)).join(', ');
  return Object.entries(value)
    .map(([name, inner]) => `${sayField(name, t)}: ${sayValue(inner, saying)}`)
    .join('; ');
}

/** The plain name of a fact. */
export function sayField(name: string, t: TFunction): string {
  return code.test(name)
    ? t(`audit:field.${name}`, { defaultValue: t(`audit:value.${name}`, { defaultValue: name }) })
    : name;
}

/** `sayValue` in the reader's language, with the names that a record brings. */
export function useSayValue(people: Readonly<Record<string, string>>) {
  const { t } = useTranslation();
  const { locale } = useLabels();
  return (value: unknown) => sayValue(value, { t, locale, people });
}
