import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { businessOf, type FormContent, type PutRequirementInput } from '@ostiary/domain/requirements';
import { QueryView } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { checkWith } from '../../lib/form.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { DataForm } from './data-form.tsx';
import { NumberField } from './number-field.tsx';
import { numberKinds } from './number-kinds.ts';
import { type Place, PlaceFields, placeOf, toPlace } from './place-fields.tsx';
import { useFormContent } from './use-form-content.ts';

type Values = Place & { legalName: string; registrationNumber: string; gstin: string };

/** A GSTIN exists in India only, and not every company has one. */
const toBusiness = (values: Values, country: string) => ({
  legalName: values.legalName,
  registrationNumber: values.registrationNumber,
  ...(country !== 'IN' || values.gstin.trim() === '' ? {} : { gstin: values.gstin }),
  ...toPlace(values),
});

function useBusinessForm({ rows, country }: FormContent) {
  const { t } = useTranslation('steps');
  const { legalName = '', registrationNumber = '', gstin = '' } = rows.business?.fields ?? {};
  const kind = country === 'IN' ? 'cin' : 'ein';
  const form = useForm<Values>({
    initialValues: {
      legalName,
      registrationNumber: numberKinds[kind].format(registrationNumber),
      gstin,
      ...placeOf(rows.business),
    },
    validate: (values) => checkWith(businessOf(country), t)(toBusiness(values, country)),
  });
  return { form, kind } as const;
}

function BusinessForm({ content }: { content: FormContent }) {
  const { t } = useTranslation('steps');
  const { country } = content;
  const { form, kind } = useBusinessForm(content);
  const toInput = (values: Values): PutRequirementInput => ({ code: 'business', ...toBusiness(values, country) });
  return (
    <DataForm code="business" form={form} toInput={toInput}>
      {(isPending) => (
        <>
          <TextInput
            label={t('business.legalName')}
            description={t('business.legalNameHint')}
            autoComplete="organization"
            readOnly={isPending}
            {...form.getInputProps('legalName')}
          />
          <NumberField
            kind={kind}
            label={t(`business.${kind}`)}
            description={t(`business.${kind}Hint`)}
            isPending={isPending}
            field={form.getInputProps('registrationNumber')}
          />
          {country === 'IN' && (
            <NumberField
              kind="gstin"
              label={`${t('business.gstin')} (${t('common:ui.optional')})`}
              description={t('business.gstinHint')}
              isPending={isPending}
              field={form.getInputProps('gstin')}
            />
          )}
          <PlaceFields country={country} isPending={isPending} field={form.getInputProps} />
        </>
      )}
    </DataForm>
  );
}

/** The company: its registered name, number and address. */
export function BusinessScreen() {
  const { t } = useTranslation('steps');
  const content = useFormContent();
  return (
    <StepPage code="business" title={t('business.title')}>
      {() => <QueryView query={content}>{(data) => <BusinessForm content={data} />}</QueryView>}
    </StepPage>
  );
}
