import { Stack } from '@mantine/core';
import type { DocumentView } from '@ostiary/domain/kyc-documents';
import type { RequirementRow } from '@ostiary/domain/requirements';
import { FormErrors, SubmitButton } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { DetailFields, DocumentTypeField } from './document-fields.tsx';
import { FileSlot } from './file-slot.tsx';
import { useDocumentForm } from './use-document-form.ts';

/** Chooses the document, types what stands on it and sends its sides. */
export function DocumentForm({ row, documents }: { row: RequirementRow; documents: readonly DocumentView[] }) {
  const { t } = useTranslation('documents');
  const form = useDocumentForm(row, documents);
  return (
    <form noValidate onSubmit={form.submit}>
      <Stack gap="lg">
        <FormErrors
          title={t('common:ui.formProblem')}
          errors={form.form.errors}
          attempt={form.failure.attempt}
          message={form.failure.message}
        />
        <DocumentTypeField form={form} />
        {form.open.length > 0 && <DetailFields code={row.code} form={form} />}
        {form.sides.map((side) => (
          <FileSlot key={`${form.type}.${side}`} side={side} documents={documents} form={form} />
        ))}
        <SubmitButton isPending={form.isSending}>{t('steps:saveAndContinue')}</SubmitButton>
      </Stack>
    </form>
  );
}
