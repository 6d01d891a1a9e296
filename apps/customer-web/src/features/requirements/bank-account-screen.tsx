import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { bankAccountOf, type FormContent, type PutRequirementInput } from '@ostiary/domain/requirements';
import { useTranslation } from 'react-i18next';
import { checkWith } from '../../lib/form.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { DataForm } from './data-form.tsx';
import { KeptStep } from './kept-step.tsx';
import { NumberField, SecretField } from './number-field.tsx';

interface Values {
  holderName: string;
  routingNumber: string;
  ifsc: string;
  accountNumber: string;
}

/** Which bank it is: an IFSC in India, an ABA routing number in the United States. */
const bankNumbers = { IN: { name: 'ifsc', kind: 'ifsc' }, US: { name: 'routingNumber', kind: 'routing' } } as const;
const bankNumberOf = (country: string) => bankNumbers[country === 'IN' ? 'IN' : 'US'];

const toAccount = ({ holderName, accountNumber, ...bank }: Values, country: string) => {
  const { name } = bankNumberOf(country);
  return { holderName, accountNumber, [name]: bank[name] };
};

function BankAccountForm({ content: { rows, country } }: { content: FormContent }) {
  const { t } = useTranslation('steps');
  const { holderName = '', routingNumber = '', ifsc = '' } = rows.bank_account?.fields ?? {};
  const form = useForm<Values>({
    initialValues: { holderName, routingNumber, ifsc, accountNumber: '' },
    validate: (values) => checkWith(bankAccountOf(country), t)(toAccount(values, country)),
  });
  const { name, kind } = bankNumberOf(country);
  const toInput = (values: Values): PutRequirementInput => ({ code: 'bank_account', ...toAccount(values, country) });
  return (
    <DataForm code="bank_account" form={form} toInput={toInput}>
      {(isPending) => (
        <>
          <TextInput
            label={t('bankAccount.holderName')}
            description={t('bankAccount.holderNameHint')}
            autoComplete="off"
            readOnly={isPending}
            {...form.getInputProps('holderName')}
          />
          <NumberField
            kind={kind}
            label={t(`bankAccount.${name}`)}
            description={t(`bankAccount.${name}Hint`)}
            isPending={isPending}
            field={form.getInputProps(name)}
          />
          <SecretField
            kind="account"
            label={t('bankAccount.accountNumber')}
            description={t('bankAccount.accountNumberHint')}
            isPending={isPending}
            field={form.getInputProps('accountNumber')}
          />
        </>
      )}
    </DataForm>
  );
}

/** An account in the applicant's name at another bank. */
export function BankAccountScreen() {
  const { t } = useTranslation('steps');
  return (
    <StepPage code="bank_account" title={t('bankAccount.title')}>
      {(row) => (
        <KeptStep
          row={row}
          maskedOf={({ rows }) => rows.bank_account?.masked.accountNumber}
          about={({ rows }) => <Text>{rows.bank_account?.fields.holderName}</Text>}
        >
          {(content) => <BankAccountForm content={content} />}
        </KeptStep>
      )}
    </StepPage>
  );
}
