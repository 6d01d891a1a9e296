import { useForm } from '@mantine/form';
import { type DocumentSide, type DocumentView, LIVE_STATUSES } from '@ostiary/domain/kyc-documents';
import type { RequirementRow } from '@ostiary/domain/requirements';
import { useFormFailure } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import type { SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { acceptedDocuments, DocumentDetails, type DraftDetails, uploadBody } from './document-details.ts';
import { type FileUpload, useFileUpload } from './use-file-upload.ts';

/** REST speaks snake case; its file field is the slot's own affair. */
const fieldNames: Readonly<Record<string, string>> = {
  document_type: 'documentType',
  document_number: 'documentNumber',
  issuing_country: 'issuingCountry',
  issuing_region: 'issuingRegion',
  issued_on: 'issuedOn',
  expires_on: 'expiresOn',
};

const nothingTyped: DraftDetails = {
  documentType: '',
  documentNumber: '',
  issuingCountry: 'US',
  issuingRegion: '',
  issuedOn: '',
  expiresOn: '',
};

/** What is typed, and what follows from it and from the files the bank has. */
function useDetails(row: RequirementRow, documents: readonly DocumentView[]) {
  const { t } = useTranslation('documents');
  const live = documents.filter(({ status }) => LIVE_STATUSES.includes(status));
  const liveType = live[0]?.documentType;
  // Most people send the same document again, only better.
  const refusedType: DraftDetails['documentType'] =
    documents.findLast(({ refusal }) => refusal !== null)?.documentType ?? '';
  const typed = (values: DraftDetails) => ({
    ...values,
    documentType: liveType ?? (values.documentType || refusedType),
  });
  const form = useForm<DraftDetails>({
    initialValues: nothingTyped,
    validate: (values) => checkWith(DocumentDetails, t)(typed(values)),
  });
  const failure = useFormFailure(form);
  const accepted = acceptedDocuments(row.code);
  const details = typed(form.values);
  const type = details.documentType;
  const sides = accepted.find((document) => document.type === type)?.sides ?? [];
  const open = sides.filter((side) => !live.some((document) => document.side === side));
  return { form, failure, accepted, details, type, sides, open, live, isLocked: liveType !== undefined };
}

/** Sends files with what is typed beside them; a refusal of a typed field goes to that field. */
function useSending({ details, failure }: ReturnType<typeof useDetails>) {
  const { t } = useTranslation('documents');
  const uploads: Record<DocumentSide, FileUpload> = { FRONT: useFileUpload(), BACK: useFileUpload() };
  const refuse = (error: unknown) => {
    const { fields, message } = refusalOf(error, t);
    const own = Object.entries(fields).flatMap(([path, problems]) =>
      fieldNames[path] ? [[fieldNames[path], problems] as const] : [],
    );
    if (own.length > 0) failure.onRefused({ fields: Object.fromEntries(own), message });
  };
  const sendFile = async (side: DocumentSide, file: File): Promise<boolean> => {
    const checked = DocumentDetails.safeParse(details);
    if (!checked.success) return false;
    const error = await uploads[side].send(file, uploadBody(checked.data, side, file));
    if (error !== null) refuse(error);
    return error === null;
  };
  return { uploads, sendFile };
}

/** Details and files of one document requirement; each file goes as soon as the details beside it are complete. */
export function useDocumentForm(row: RequirementRow, documents: readonly DocumentView[]) {
  const { t } = useTranslation('documents');
  const navigate = useNavigate();
  const parts = useDetails(row, documents);
  const { form, failure, type, open } = parts;
  const { uploads, sendFile } = useSending(parts);
  const sendAll = async () => {
    for (const side of open) {
      const { file, state } = uploads[side];
      if (state.kind === 'sent') continue;
      if (!file)
        return failure.onRefused({ fields: {}, message: t('missingFile', { file: t(`file.${type}.${side}`) }) });
      if (!(await sendFile(side, file))) return undefined;
    }
    return navigate({ to: paths.continue });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const hasOpen = open.length > 0 || type === '';
    if (hasOpen && form.validate().hasErrors) return failure.onInvalid();
    if (!hasOpen && row.state === 'refused') return failure.onRefused({ fields: {}, message: t('replaceFirst') });
    return void sendAll();
  };
  return {
    ...parts,
    uploads,
    submit,
    isSending: Object.values(uploads).some(({ state }) => state.kind === 'sending'),
    select: (side: DocumentSide, file: File) => void (uploads[side].choose(file) && sendFile(side, file)),
    retry: (side: DocumentSide) => {
      const { file } = uploads[side];
      if (file) void sendFile(side, file);
    },
  };
}

export type DocumentForm = ReturnType<typeof useDocumentForm>;
