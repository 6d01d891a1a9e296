import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { checkBirthDate } from '@ostiary/domain/identifiers';
import { type FormContent, IdentityData } from '@ostiary/domain/requirements';
import { DateField, QueryView } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { checkWith } from '../../lib/form.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { DataForm } from './data-form.tsx';
import { useFormContent } from './use-form-content.ts';

const birthDateCodes = {
  FORMAT: 'DATE_FORMAT',
  FUTURE: 'DATE_IN_FUTURE',
  UNDER_AGE: 'UNDER_AGE',
  TOO_OLD: 'DATE_TOO_OLD',
} as const;

function IdentityForm({ content }: { content: FormContent }) {
  const { t } = useTranslation('steps');
  const { firstName = '', lastName = '', dateOfBirth = '' } = content.rows.identity?.fields ?? {};
  const form = useForm({
    initialValues: { firstName, lastName, dateOfBirth },
    validate: (values) => {
      const problems = checkWith(IdentityData, t)(values);
      if (problems.dateOfBirth) return problems;
      const verdict = checkBirthDate(values.dateOfBirth, new Date().toISOString().slice(0, 10));
      return verdict.ok ? problems : { ...problems, dateOfBirth: t(`fields:${birthDateCodes[verdict.why]}`) };
    },
  });
  return (
    <DataForm code="identity" form={form} toInput={(values) => ({ code: 'identity', ...values })}>
      {(isPending) => (
        <>
          <TextInput
            label={t('identity.firstName')}
            autoComplete="given-name"
            readOnly={isPending}
            {...form.getInputProps('firstName')}
          />
          <TextInput
            label={t('identity.lastName')}
            autoComplete="family-name"
            readOnly={isPending}
            {...form.getInputProps('lastName')}
          />
          <DateField
            legend={t('identity.dateOfBirth')}
            description={t('identity.dateOfBirthHint')}
            name="dateOfBirth"
            autoComplete="bday"
            disabled={isPending}
            {...form.getInputProps('dateOfBirth')}
          />
        </>
      )}
    </DataForm>
  );
}

/** Legal name and birth date. */
export function IdentityScreen() {
  const { t } = useTranslation('steps');
  const content = useFormContent();
  return (
    <StepPage code="identity" title={t('identity.title')}>
      {() => <QueryView query={content}>{(data) => <IdentityForm content={data} />}</QueryView>}
    </StepPage>
  );
}
