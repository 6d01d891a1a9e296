import { Radio, type RadioGroupProps, Stack } from '@mantine/core';
import type { StartRegistrationInput } from '@ostiary/domain/registration';
import { useTranslation } from 'react-i18next';

export type Account = Pick<StartRegistrationInput, 'applicantKind' | 'country'>;

const kinds = ['individual', 'business'] as const;
const countries = ['US', 'IN'] as const;

interface AccountFieldsProps {
  kind: Account['applicantKind'];
  /** Value, handler and error of a field by its path. */
  field: (path: keyof Account) => Omit<RadioGroupProps, 'children'>;
}

/** For whom, and under which country's law: together they choose what the bank has to ask. */
export function AccountFields({ kind, field }: AccountFieldsProps) {
  const { t } = useTranslation('registration');
  return (
    <>
      <Radio.Group label={t('who.label')} size="md" {...field('applicantKind')} data-path="applicantKind">
        <Stack gap="xs" mt="xs">
          {kinds.map((value) => (
            <Radio key={value} value={value} label={t(`who.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group label={t(`country.${kind}`)} size="md" {...field('country')} data-path="country">
        <Stack gap="xs" mt="xs">
          {countries.map((value) => (
            <Radio key={value} value={value} label={t(`country.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </>
  );
}
