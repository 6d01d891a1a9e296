import { NativeSelect, Radio, Stack } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { type FormContent, type PutRequirementInput, TaxIdAlternative } from '@ostiary/domain/requirements';
import { fieldProblem } from '@ostiary/domain/shared';
import { useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { listCountries } from '../../lib/countries.ts';
import { checkWith, fieldText } from '../../lib/form.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { DataForm } from './data-form.tsx';
import { KeptStep } from './kept-step.tsx';
import { SecretField } from './number-field.tsx';

const kinds = ['itin', 'passport'] as const;

interface Values {
  kind: (typeof kinds)[number] | '';
  itin: string;
  passportNumber: string;
  passportCountry: string;
}

const toTaxId = ({ kind, itin, passportNumber, passportCountry }: Values) =>
  kind === 'itin' ? ({ kind, itin } as const) : ({ kind: 'passport', passportNumber, passportCountry } as const);
const toInput = (values: Values): PutRequirementInput => ({ code: 'tax_id_alternative', ...toTaxId(values) });

interface PassportFieldsProps {
  form: UseFormReturnType<Values>;
  isPending: boolean;
}

function PassportFields({ form, isPending }: PassportFieldsProps) {
  const { t } = useTranslation('steps');
  const { locale } = useLabels();
  return (
    <>
      <SecretField
        kind="passport"
        label={t('taxId.passportNumber')}
        description={t('taxId.passportNumberHint')}
        isPending={isPending}
        field={form.getInputProps('passportNumber')}
      />
      <NativeSelect
        label={t('taxId.passportCountry')}
        data={[{ value: '', label: t('chooseCountry') }, ...listCountries(locale)]}
        {...form.getInputProps('passportCountry')}
      />
    </>
  );
}

function TaxIdForm({ content }: { content: FormContent }) {
  const { t } = useTranslation('steps');
  const { kind, passportCountry = '' } = content.rows.tax_id_alternative?.fields ?? {};
  const form = useForm<Values>({
    initialValues: { kind: kinds.find((known) => known === kind) ?? '', itin: '', passportNumber: '', passportCountry },
    validate: (values) =>
      values.kind === ''
        ? { kind: fieldText(fieldProblem('REQUIRED'), t) }
        : checkWith(TaxIdAlternative, t)(toTaxId(values)),
  });
  return (
    <DataForm code="tax_id_alternative" form={form} toInput={toInput}>
      {(isPending) => (
        <>
          <Radio.Group label={t('taxId.kind')} size="md" {...form.getInputProps('kind')} data-path="kind">
            <Stack gap="xs" mt="xs">
              {kinds.map((value) => (
                <Radio key={value} value={value} disabled={isPending} label={t(`taxId.kinds.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
          {form.values.kind === 'itin' && (
            <SecretField
              kind="itin"
              label={t('taxId.itin')}
              description={t('taxId.itinHint')}
              isPending={isPending}
              field={form.getInputProps('itin')}
            />
          )}
          {form.values.kind === 'passport' && <PassportFields form={form} isPending={isPending} />}
        </>
      )}
    </DataForm>
  );
}

/** For people without a Social Security number: an ITIN, or a passport. */
export function TaxIdScreen() {
  const { t } = useTranslation('steps');
  return (
    <StepPage code="tax_id_alternative" title={t('taxId.title')}>
      {(row) => (
        <KeptStep
          row={row}
          maskedOf={({ rows }) => {
            const { itin, passportNumber } = rows.tax_id_alternative?.masked ?? {};
            return itin ?? passportNumber;
          }}
        >
          {(content) => <TaxIdForm content={content} />}
        </KeptStep>
      )}
    </StepPage>
  );
}
