import { useForm } from '@mantine/form';
import { type DocumentSide, type DocumentView, LIVE_STATUSES } from '@ostiary/domain/kyc-documents';
import type { RequirementRow } from '@ostiary/domain/requirements';
import { type FileDropState, useFormFailure } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import type { SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { DatedDetails, DocumentDetails, type DraftDetails, FirstDetails, uploadFields } from './document-details.ts';
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

const nothingTyped: Omit<DraftDetails, 'issuingCountry'> = {
  documentType: '',
  documentNumber: '',
  issuingRegion: '',
  issuedOn: '',
  expiresOn: '',
};

/** What is typed, and what follows from it and from the files the bank has. */
function useDetails(row: RequirementRow, documents: readonly DocumentView[]) {
  const { t } = useTranslation('documents');
  const country = useOverview().data?.country ?? 'US';
  const live = documents.filter(({ status }) => LIVE_STATUSES.includes(status));
  const liveType = live[0]?.documentType;
  // Most people send the same document again, only better.
  const refusedType: DraftDetails['documentType'] =
    documents.findLast(({ refusal }) => refusal !== null)?.documentType ?? '';
  const typed = (values: DraftDetails) => {
    const documentType = liveType ?? (values.documentType || refusedType);
    // A passport alone may be of another country, and is of no state.
    const issuer = documentType === 'PASSPORT' ? { issuingRegion: '' } : { issuingCountry: country };
    return { ...values, documentType, ...issuer };
  };
  const isDated = row.maxAgeDays !== null;
  const Details = isDated ? DatedDetails : live.length > 0 ? DocumentDetails : FirstDetails;
  const form = useForm<DraftDetails>({
    initialValues: { ...nothingTyped, issuingCountry: country },
    validate: (values) => checkWith(Details, t)(typed(values)),
  });
  const failure = useFormFailure(form);
  const accepted = row.accepts ?? [];
  const type = typed(form.values).documentType;
  const sides = accepted.find((document) => document.type === type)?.sides ?? [];
  const open = sides.filter((side) => !live.some((document) => document.side === side));
  return {
    form,
    failure,
    Details,
    isDated,
    country,
    accepted,
    typed,
    type,
    sides,
    open,
    live,
    isLocked: liveType !== undefined,
  };
}

type Details = ReturnType<typeof useDetails>;

/** Sends files with what is typed beside them; a refusal of a typed field goes to that field. */
function useSending({ form, typed, type, failure, Details }: Details) {
  const { t } = useTranslation('documents');
  const applicationId = useOverview().data?.id ?? '';
  const uploads: Record<DocumentSide, FileUpload> = { FRONT: useFileUpload(), BACK: useFileUpload() };
  const placeOf = (side: DocumentSide) => [applicationId, type, side].join('/');
  const refuse = (error: unknown) => {
    const { fields, message } = refusalOf(error, t);
    const own = Object.entries(fields).flatMap(([path, problems]) =>
      fieldNames[path] ? [[fieldNames[path], problems] as const] : [],
    );
    if (own.length > 0) failure.onRefused({ fields: Object.fromEntries(own), message });
  };
  const sendFile = async (side: DocumentSide, file: File | null): Promise<boolean> => {
    // Looking at the file took a moment: what counts is what stands in the form by now.
    const checked = Details.safeParse(typed(form.getValues()));
    if (!checked.success || !file) return false;
    const fields = uploadFields(checked.data, side);
    const error = await uploads[side].send({ file, fields, place: placeOf(side) });
    if (error !== null) refuse(error);
    return error === null;
  };
  return { uploads, placeOf, sendFile };
}

const busyKinds: readonly FileDropState['kind'][] = ['preparing', 'sending', 'waiting'];

/** Details and files of one document requirement; each file goes as soon as the details beside it are complete. */
export function useDocumentForm(row: RequirementRow, documents: readonly DocumentView[]) {
  const { t } = useTranslation('documents');
  const navigate = useNavigate();
  const parts = useDetails(row, documents);
  const { form, failure, type, open } = parts;
  const { uploads, placeOf, sendFile } = useSending(parts);
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
  const kinds = Object.values(uploads).map(({ state }) => state.kind);
  const isSending = kinds.some((kind) => busyKinds.includes(kind));
  return {
    ...parts,
    uploads,
    placeOf,
    submit,
    isSending,
    /** What is typed belongs to a file that is on its way, and must not change under it. */
    isFixed: isSending || kinds.includes('paused'),
    select: (side: DocumentSide, file: File) => void uploads[side].choose(file).then((next) => sendFile(side, next)),
    confirm: (side: DocumentSide) => void uploads[side].agree().then((next) => sendFile(side, next)),
    retry: (side: DocumentSide) => void sendFile(side, uploads[side].file),
  };
}

export type DocumentForm = ReturnType<typeof useDocumentForm>;
