import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type FormContent, ownerGaps, OwnersData, type PutRequirementInput } from '@ostiary/domain/requirements';
import { fieldProblem } from '@ostiary/domain/shared';
import { QueryView } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkWith, fieldText } from '../../lib/form.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { DataForm } from './data-form.tsx';
import { OwnerList } from './owner-list.tsx';
import { keptNumbers, type OwnersValues, readOwners, toOwners } from './owner-values.ts';
import { hasField, isKept } from './person-values.ts';
import { useFormContent } from './use-form-content.ts';

/** Where a policy names no threshold, only the sole owner is asked who they are. */
const wholeCompany = 100;

function useOwnersForm({ rows, ownerThreshold }: FormContent) {
  const { t } = useTranslation('steps');
  const threshold = ownerThreshold ?? wholeCompany;
  const [kept] = useState(() => keptNumbers(rows.owners));
  const form = useForm<OwnersValues>({
    initialValues: readOwners(rows.owners),
    validate: (values) => {
      const data = toOwners(values, threshold);
      const known = values.owners.filter((owner) => isKept(kept.get(owner.key), owner)).map(({ key }) => key);
      const gaps = ownerGaps(data, threshold, new Set(known))
        .filter(({ path }, _, all) =>
          hasField(
            path,
            all.map((gap) => gap.path),
          ),
        )
        .map(({ path, code }): [string, string] => [path, fieldText(fieldProblem(code), t)]);
      return { ...Object.fromEntries(gaps), ...checkWith(OwnersData, t)(data) };
    },
  });
  return { form, kept, threshold };
}

function OwnersForm({ content }: { content: FormContent }) {
  const { t } = useTranslation('steps');
  const { form, kept, threshold } = useOwnersForm(content);
  const toInput = (values: OwnersValues): PutRequirementInput => ({ code: 'owners', ...toOwners(values, threshold) });
  return (
    <DataForm code="owners" form={form} toInput={toInput}>
      {(isPending) => (
        <>
          <Text>{t('owners.ask', { threshold })}</Text>
          <OwnerList form={form} threshold={threshold} country={content.country} kept={kept} isPending={isPending} />
        </>
      )}
    </DataForm>
  );
}

/** The people who own the company. */
export function OwnersScreen() {
  const { t } = useTranslation('steps');
  const content = useFormContent();
  return (
    <StepPage code="owners" title={t('owners.title')}>
      {() => <QueryView query={content}>{(data) => <OwnersForm content={data} />}</QueryView>}
    </StepPage>
  );
}
