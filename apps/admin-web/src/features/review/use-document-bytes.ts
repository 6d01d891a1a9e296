import type { DocumentView } from '@ostiary/domain/kyc-documents';
import { useQuery } from '@tanstack/react-query';
import { fetchWithSession } from '../../lib/session.ts';

/** Bytes that are not yet here, or not yet checked, are shown to nobody. */
export const isViewable = ({ status }: DocumentView) => status !== 'UPLOADING' && status !== 'QUARANTINED';

/** The inert rendition of a document. Every look is logged, so nothing is fetched twice: a document never changes. */
export function useDocumentBytes(document: DocumentView | undefined, isAllowed: boolean) {
  return useQuery({
    queryKey: ['document-bytes', document?.id],
    queryFn: async ({ signal }) => (await fetchWithSession(`/documents/${document?.id}/preview`, { signal })).blob(),
    enabled: isAllowed && document !== undefined && isViewable(document),
    staleTime: 'static',
  });
}
