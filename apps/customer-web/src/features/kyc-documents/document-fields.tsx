import { NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { IN_STATES, US_STATES } from '@ostiary/domain/identifiers';
import type { RequirementCode } from '@ostiary/domain/requirements';
import { DateField, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { listCountries } from '../../lib/countries.ts';
import type { DocumentForm } from './use-document-form.ts';

/** Which of the accepted documents it is; settled once the bank has a file of it. */
export function DocumentTypeField({ form: { form, accepted, type, isLocked, isFixed } }: { form: DocumentForm }) {
  const { t } = useTranslation('documents');
  return (
    <Radio.Group
      label={t('type')}
      description={isLocked ? t('typeLocked') : undefined}
      size="md"
      {...form.getInputProps('documentType')}
      value={type}
      data-path="documentType"
    >
      <Stack gap="xs" mt="xs">
        {accepted.map((document) => (
          <Radio
            key={document.type}
            value={document.type}
            disabled={isLocked || isFixed}
            label={t(`types.${document.type}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function IssuerField({ form: { form, type, country, live } }: { form: DocumentForm }) {
  const { t } = useTranslation('documents');
  const { locale } = useLabels();
  if (type === 'PASSPORT')
    return (
      <NativeSelect
        label={t('issuingCountry')}
        data={listCountries(locale)}
        {...form.getInputProps('issuingCountry')}
      />
    );
  const isAsked = type === 'DRIVER_LICENSE' && live.length === 0;
  const states = [
    { value: '', label: t(isAsked ? 'chooseState' : 'noState') },
    ...(country === 'IN' ? IN_STATES : US_STATES).map(({ code, name }) => ({ value: code, label: name })),
  ];
  return (
    <NativeSelect
      label={isAsked ? t('issuingRegion') : `${t('issuingRegion')} (${t('common:ui.optional')})`}
      data={states}
      {...form.getInputProps('issuingRegion')}
    />
  );
}

interface DetailFieldsProps {
  code: RequirementCode;
  form: DocumentForm;
}

/** What is typed beside the file. */
export function DetailFields({ code, form }: DetailFieldsProps) {
  const { t } = useTranslation('documents');
  const optional = (label: string) => `${label} (${t('common:ui.optional')})`;
  const [known] = form.live;
  const hint = known ? t('sameNumber', { number: known.documentNumber }) : t(`numberHint.${form.type}`);
  const isPhotoId = code === 'photo_id';
  return (
    <>
      <TextInput
        label={t(code === 'proof_of_address' ? 'accountNumber' : 'documentNumber')}
        description={hint}
        autoComplete="off"
        spellCheck={false}
        readOnly={form.isFixed}
        {...form.form.getInputProps('documentNumber')}
      />
      {isPhotoId && <IssuerField form={form} />}
      {isPhotoId ? (
        <DateField legend={optional(t('expiresOn'))} name="expiresOn" {...form.form.getInputProps('expiresOn')} />
      ) : (
        <DateField
          legend={form.isDated ? t('issuedOn') : optional(t('issuedOn'))}
          description={form.isDated ? t('issuedOnHint') : undefined}
          name="issuedOn"
          {...form.form.getInputProps('issuedOn')}
        />
      )}
    </>
  );
}
