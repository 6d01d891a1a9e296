import type { QueueChoices } from '@ostiary/domain/review';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { ages, dues, kinds, risks, signals, statuses } from './queue-options.ts';
import type { FilterKey } from './queue-search.ts';

export interface Option {
  value: string;
  label: string;
}
export type ChoiceKey = Exclude<FilterKey, 'search'>;

export const countryName = (code: string, locale: string) =>
  new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }).of(code) ?? code;

const optionsOf = (values: readonly (string | number)[], say: (value: string) => string): Option[] =>
  values.map((value) => ({ value: String(value), label: say(String(value)) }));

interface Offer {
  t: TFunction;
  locale: string;
  choices: QueueChoices | undefined;
}

function offerFor({ t, locale, choices }: Offer): Record<ChoiceKey, Option[]> {
  const { policies = [], branches = [], reviewers = [] } = choices ?? {};
  const countries = [...new Set(policies.map(({ country }) => country))];
  return {
    policy: policies.map(({ code, title }) => ({ value: code, label: title })),
    risk: optionsOf(risks, (risk) => t(`review:risk.${risk}`)),
    due: optionsOf(dues, (due) => t(`queue:dueIn.${due}`)),
    assignee: [
      { value: 'me', label: t('queue:assignee.me') },
      { value: 'nobody', label: t('queue:assignee.nobody') },
      ...reviewers.map(({ id, name }) => ({ value: id, label: name })),
    ],
    status: optionsOf(statuses, (status) => t(`review:status.${status}`)),
    country: optionsOf(countries, (country) => countryName(country, locale)),
    kind: optionsOf(kinds, (kind) => t(`queue:kind.${kind}`)),
    signal: optionsOf(signals, (signal) => t(`queue:signal.${signal}`)),
    branch: branches.map(({ code, name }) => ({ value: code, label: name })),
    olderThanHours: optionsOf(ages, (hours) => sayAge(Number(hours), t)),
  };
}

const dayHours = 24;

function sayAge(hours: number, t: TFunction): string {
  const isDays = hours >= dayHours && hours % dayHours === 0;
  return isDays ? t('queue:age.days', { count: hours / dayHours }) : t('queue:age.hours', { count: hours });
}

/** What a filter offers. A value of the address that the bank no longer has stays visible as it is written. */
export function useQueueOptions() {
  const { t, i18n } = useTranslation('queue');
  // Policies, branches and colleagues change by the week, not by the minute.
  const { data: choices } = trpc.review.choices.useQuery(undefined, { staleTime: 300_000 });
  const offer = offerFor({ t, locale: i18n.language, choices });
  const labelOf = (key: FilterKey, value: string): string => {
    if (key === 'search') return value;
    if (key === 'olderThanHours') return sayAge(Number(value), t);
    return offer[key].find((option) => option.value === value)?.label ?? value;
  };
  const optionsFor = (key: ChoiceKey, value: string): Option[] => {
    const isKnown = value === '' || offer[key].some((option) => option.value === value);
    return isKnown ? offer[key] : [...offer[key], { value, label: labelOf(key, value) }];
  };
  return { choices, labelOf, optionsFor };
}
export type QueueOptions = ReturnType<typeof useQueueOptions>;
