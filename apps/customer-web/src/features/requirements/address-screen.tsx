import { useForm } from '@mantine/form';
import { AddressData, type FormContent, type PutRequirementInput } from '@ostiary/domain/requirements';
import { QueryView } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { checkWith } from '../../lib/form.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { DataForm } from './data-form.tsx';
import { type Place, PlaceFields, placeOf, toPlace } from './place-fields.tsx';
import { useFormContent } from './use-form-content.ts';

function AddressForm({ content: { rows, country } }: { content: FormContent }) {
  const { t } = useTranslation('steps');
  const toAddress = (values: Place) => ({ ...toPlace(values), country });
  const toInput = (values: Place): PutRequirementInput => ({ code: 'address', ...toAddress(values) });
  const form = useForm<Place>({
    initialValues: placeOf(rows.address),
    validate: (values) => checkWith(AddressData, t)(toAddress(values)),
  });
  return (
    <DataForm code="address" form={form} toInput={toInput}>
      {(isPending) => <PlaceFields country={country} isPending={isPending} field={form.getInputProps} />}
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
