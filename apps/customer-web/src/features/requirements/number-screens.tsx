import { useForm } from '@mantine/form';
import { AadhaarData, PanData, type PutRequirementInput, SsnData } from '@ostiary/domain/requirements';
import { useTranslation } from 'react-i18next';
import { checkWith } from '../../lib/form.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { KeptStep } from './kept-step.tsx';
import { SecretField } from './number-field.tsx';
import { RowForm } from './row-form.tsx';

type NumberCode = 'ssn' | 'aadhaar' | 'pan';

const schemas = { ssn: SsnData, aadhaar: AadhaarData, pan: PanData } as const;

const inputs: Record<NumberCode, (value: string) => PutRequirementInput> = {
  ssn: (ssn) => ({ code: 'ssn', ssn }),
  aadhaar: (aadhaar) => ({ code: 'aadhaar', aadhaar }),
  pan: (pan) => ({ code: 'pan', pan }),
};

function NumberForm({ code }: { code: NumberCode }) {
  const { t } = useTranslation('steps');
  const form = useForm<Record<string, string>>({
    initialValues: { [code]: '' },
    validate: checkWith(schemas[code], t),
  });
  return (
    <RowForm form={form} toInput={(values) => inputs[code](values[code] ?? '')}>
      {(isPending) => (
        <SecretField
          kind={code}
          label={t(`${code}.label`)}
          description={t(`${code}.hint`)}
          isPending={isPending}
          field={form.getInputProps(code)}
        />
      )}
    </RowForm>
  );
}

function NumberScreen({ code }: { code: NumberCode }) {
  const { t } = useTranslation('steps');
  return (
    <StepPage code={code} title={t(`${code}.title`)}>
      {(row) => (
        <KeptStep row={row} maskedOf={({ rows }) => rows[code]?.masked[code]}>
          {() => <NumberForm code={code} />}
        </KeptStep>
      )}
    </StepPage>
  );
}

/** Social Security number, typed once; then only its mask. */
export function SsnScreen() {
  return <NumberScreen code="ssn" />;
}

/** Aadhaar number. */
export function AadhaarScreen() {
  return <NumberScreen code="aadhaar" />;
}

/** Permanent account number of the applicant. */
export function PanScreen() {
  return <NumberScreen code="pan" />;
}
