import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { US_STATES } from '@ostiary/domain/identifiers';
import { AddressData, type FormContent, type PutRequirementInput } from '@ostiary/domain/requirements';
import { QueryView } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { checkWith } from '../../lib/form.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { DataForm } from './data-form.tsx';
import { useFormContent } from './use-form-content.ts';

const fields = ['line1', 'line2', 'city', 'region', 'postalCode'] as const;
type Values = Record<(typeof fields)[number], string>;

const toAddress = ({ line2, ...rest }: Values) => ({
  ...rest,
  ...(line2.trim() === '' ? {} : { line2 }),
  country: 'US',
});
const toInput = (values: Values): PutRequirementInput => ({ code: 'address', ...toAddress(values) });

function AddressForm({ content: { address } }: { content: FormContent }) {
  const { t } = useTranslation('steps');
  const form = useForm<Values>({
    initialValues: {
      // An address given in one line over REST is continued in the first line.
      line1: address.line1 ?? address.text ?? '',
      line2: address.line2 ?? '',
      city: address.city ?? '',
      region: address.region ?? '',
      postalCode: address.postalCode ?? '',
    },
    validate: (values) => checkWith(AddressData, t)(toAddress(values)),
  });
  const states = [
    { value: '', label: t('address.choose') },
    ...US_STATES.map(({ code, name }) => ({ value: code, label: name })),
  ];
  return (
    <DataForm code="address" form={form} toInput={toInput}>
      {(isPending) => (
        <>
          <TextInput
            label={t('address.line1')}
            autoComplete="address-line1"
            readOnly={isPending}
            {...form.getInputProps('line1')}
          />
          <TextInput
            label={`${t('address.line2')} (${t('common:ui.optional')})`}
            autoComplete="address-line2"
            readOnly={isPending}
            {...form.getInputProps('line2')}
          />
          <TextInput
            label={t('address.city')}
            autoComplete="address-level2"
            readOnly={isPending}
            {...form.getInputProps('city')}
          />
          <NativeSelect
            label={t('address.region')}
            autoComplete="address-level1"
            data={states}
            {...form.getInputProps('region')}
          />
          <TextInput
            label={t('address.postalCode')}
            description={t('address.postalCodeHint')}
            autoComplete="postal-code"
            maw={220}
            readOnly={isPending}
            {...form.getInputProps('postalCode')}
          />
        </>
      )}
    </DataForm>
  );
}

/** Where the applicant lives. */
export function AddressScreen() {
  const { t } = useTranslation('steps');
  const content = useFormContent();
  return (
    <StepPage code="address" title={t('address.title')}>
      {() => <QueryView query={content}>{(data) => <AddressForm content={data} />}</QueryView>}
    </StepPage>
  );
}
