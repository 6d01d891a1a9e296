import type { DocumentList } from '@ostiary/domain/kyc-documents';
import type { RequirementCode } from '@ostiary/domain/requirements';
import { QueryView } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { StepPage } from '../../lib/step-page.tsx';
import { trpc } from '../../lib/trpc.ts';
import { DocumentForm } from './document-form.tsx';

const checkingMs = 3_000;
const isChecking = (list: DocumentList | undefined) =>
  list?.results.some(({ status }) => status === 'QUARANTINED' || status === 'UPLOADING') ?? false;

function DocumentScreen({ code }: { code: RequirementCode }) {
  const { t } = useTranslation('documents');
  const documents = trpc.documents.list.useQuery(undefined, {
    refetchInterval: ({ state }) => (isChecking(state.data) ? checkingMs : false),
  });
  return (
    <StepPage code={code} title={t(`title.${code}`)}>
      {(row) => (
        <QueryView query={documents}>
          {({ results }) => (
            <DocumentForm row={row} documents={results.filter(({ requirement }) => requirement === code)} />
          )}
        </QueryView>
      )}
    </StepPage>
  );
}

/** One photo id, front and, but for a passport, back. */
export function PhotoIdScreen() {
  return <DocumentScreen code="photo_id" />;
}

/** The company's certificate of registration. */
export function RegistrationDocumentScreen() {
  return <DocumentScreen code="registration_document" />;
}

/** One bill or bank statement. */
export function ProofOfAddressScreen() {
  return <DocumentScreen code="proof_of_address" />;
}
