import { NativeSelect, TextInput, type TextInputProps } from '@mantine/core';
import { IN_STATES, US_STATES } from '@ostiary/domain/identifiers';
import type { FormContent } from '@ostiary/domain/requirements';
import { useTranslation } from 'react-i18next';

const parts = ['line1', 'line2', 'city', 'region', 'postalCode'] as const;
export type Place = Record<(typeof parts)[number], string>;

/** An address given in one line over REST is continued in the first line. */
export function placeOf(fields: FormContent['rows'][keyof FormContent['rows']]): Place {
  const { line1, text = '', line2 = '', city = '', region = '', postalCode = '' } = fields?.fields ?? {};
  return { line1: line1 ?? text, line2, city, region, postalCode };
}

/** As the schemas take it: an empty second line is left out. */
export function toPlace({ line1, line2, city, region, postalCode }: Place) {
  return { line1, ...(line2.trim() === '' ? {} : { line2 }), city, region, postalCode };
}

interface PlaceFieldsProps {
  /** The policy's country: which states there are, and what the postal code is called. */
  country: string;
  isPending: boolean;
  /** `form.getInputProps`. */
  field: (path: keyof Place) => Pick<TextInputProps, 'error'>;
}

/** Street, city, state and postal code. */
export function PlaceFields({ country, isPending, field }: PlaceFieldsProps) {
  const { t } = useTranslation('steps');
  const regions = country === 'IN' ? IN_STATES : US_STATES;
  const states = [
    { value: '', label: t('address.choose') },
    ...regions.map(({ code, name }) => ({ value: code, label: name })),
  ];
  return (
    <>
      <TextInput label={t('address.line1')} autoComplete="address-line1" readOnly={isPending} {...field('line1')} />
      <TextInput
        label={`${t('address.line2')} (${t('common:ui.optional')})`}
        autoComplete="address-line2"
        readOnly={isPending}
        {...field('line2')}
      />
      <TextInput
        label={t('address.city', { context: country })}
        autoComplete="address-level2"
        readOnly={isPending}
        {...field('city')}
      />
      <NativeSelect
        label={t('address.region', { context: country })}
        autoComplete="address-level1"
        data={states}
        {...field('region')}
      />
      <TextInput
        label={t('address.postalCode', { context: country })}
        description={t('address.postalCodeHint', { context: country })}
        autoComplete="postal-code"
        inputMode={country === 'IN' ? 'numeric' : undefined}
        maw={220}
        readOnly={isPending}
        {...field('postalCode')}
      />
    </>
  );
}
