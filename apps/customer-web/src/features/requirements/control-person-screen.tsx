import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import {
  ControlPerson,
  type FormContent,
  type FormRow,
  personGaps,
  type PutRequirementInput,
} from '@ostiary/domain/requirements';
import { fieldProblem } from '@ostiary/domain/shared';
import { QueryView } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { checkWith, fieldText } from '../../lib/form.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { DataForm } from './data-form.tsx';
import { IdentifiedFields, NameFields } from './person-fields.tsx';
import { hasField, isKept, keptNumber, type PersonValues, readPerson, toPerson } from './person-values.ts';
import { useFormContent } from './use-form-content.ts';

type Values = PersonValues & { title: string };

const nothing: FormRow = { fields: {}, masked: {} };
const toControlPerson = ({ title, ...person }: Values) => ({ ...toPerson(person), title });
const toInput = (values: Values): PutRequirementInput => ({ code: 'control_person', ...toControlPerson(values) });

function useControlPersonForm({ rows, country }: FormContent) {
  const { t } = useTranslation('steps');
  const row = rows.control_person ?? nothing;
  const kept = keptNumber(row, '');
  const known = readPerson(row, '');
  const form = useForm<Values>({
    initialValues: { ...known, country: known.country || country, title: row.fields.title ?? '' },
    validate: (values) => {
      const person = toControlPerson(values);
      const gaps = personGaps(person, isKept(kept, values))
        .filter((path, _, all) => hasField(path, all))
        .map((path): [string, string] => [path, fieldText(fieldProblem('REQUIRED'), t)]);
      return { ...Object.fromEntries(gaps), ...checkWith(ControlPerson, t)(person) };
    },
  });
  return { form, kept };
}

function ControlPersonForm({ content }: { content: FormContent }) {
  const { t } = useTranslation('steps');
  const { form, kept } = useControlPersonForm(content);
  return (
    <DataForm code="control_person" form={form} toInput={toInput}>
      {(isPending) => {
        const place = { prefix: '', values: form.values, isPending, field: form.getInputProps };
        return (
          <>
            <NameFields {...place} />
            <TextInput
              label={t('controlPerson.role')}
              description={t('controlPerson.roleHint')}
              autoComplete="off"
              readOnly={isPending}
              {...form.getInputProps('title')}
            />
            <IdentifiedFields {...place} kept={kept} />
          </>
        );
      }}
    </DataForm>
  );
}

/** One person with significant responsibility to run the company. */
export function ControlPersonScreen() {
  const { t } = useTranslation('steps');
  const content = useFormContent();
  return (
    <StepPage code="control_person" title={t('controlPerson.title')}>
      {() => <QueryView query={content}>{(data) => <ControlPersonForm content={data} />}</QueryView>}
    </StepPage>
  );
}
