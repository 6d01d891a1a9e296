import { NativeSelect, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { PersonNumberKind } from '@ostiary/domain/requirements';
import { DateField, useLabels } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listCountries } from '../../lib/countries.ts';
import { KeptNumberLine } from './kept-number.tsx';
import { SecretField } from './number-field.tsx';
import { isKept, type KeptPersonNumber, type PersonValues } from './person-values.ts';

interface PersonFieldsProps {
  /** Where the person stands in the form: '' or `owners.0.`. */
  prefix: string;
  values: PersonValues;
  isPending: boolean;
  /** `form.getInputProps`. */
  field: (path: string) => GetInputPropsReturnType;
}

/** What one person is called. */
export function NameFields({ prefix, isPending, field }: Omit<PersonFieldsProps, 'values'>) {
  const { t } = useTranslation('steps');
  return (
    <>
      <TextInput
        label={t('identity.firstName')}
        autoComplete="off"
        readOnly={isPending}
        {...field(`${prefix}firstName`)}
      />
      <TextInput
        label={t('identity.lastName')}
        autoComplete="off"
        readOnly={isPending}
        {...field(`${prefix}lastName`)}
      />
    </>
  );
}

type NumberProps = PersonFieldsProps & { kept: KeptPersonNumber | undefined };

function PersonNumber({ prefix, values, kept, isPending, field }: NumberProps) {
  const { t } = useTranslation('steps');
  const [isChanging, setIsChanging] = useState(false);
  const kind = PersonNumberKind.safeParse(values.numberKind);
  if (!kind.success) return null;
  const label = t(`person.kinds.${kind.data}`);
  const props = field(`${prefix}number`);
  const stands = isKept(kept, values);
  if (kept && stands && !isChanging && !props.error)
    return <KeptNumberLine label={label} masked={kept.masked} onChange={() => setIsChanging(true)} />;
  return (
    <SecretField
      key={kind.data}
      kind={kind.data}
      label={label}
      description={stands ? t('person.keepHint') : undefined}
      isPending={isPending}
      field={props}
    />
  );
}

/** What the law wants known of who owns much of a company, or runs it. */
export function IdentifiedFields(props: NumberProps) {
  const { prefix, isPending, field } = props;
  const { t } = useTranslation('steps');
  const { locale } = useLabels();
  const kinds = PersonNumberKind.options.map((kind) => ({ value: kind, label: t(`person.kinds.${kind}`) }));
  return (
    <>
      <DateField
        legend={t('identity.dateOfBirth')}
        name={`${prefix}dateOfBirth`}
        disabled={isPending}
        {...field(`${prefix}dateOfBirth`)}
      />
      <NativeSelect
        label={t('person.country')}
        data={[{ value: '', label: t('chooseCountry') }, ...listCountries(locale)]}
        {...field(`${prefix}country`)}
      />
      <NativeSelect
        label={t('person.numberKind')}
        data={[{ value: '', label: t('person.chooseKind') }, ...kinds]}
        {...field(`${prefix}numberKind`)}
      />
      <PersonNumber {...props} />
    </>
  );
}
