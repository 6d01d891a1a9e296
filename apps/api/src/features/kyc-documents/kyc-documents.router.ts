import { DocumentList, RemoveDocumentInput } from '@ostiary/domain/kyc-documents';
import { z } from 'zod';
import { rest } from '../../rest.ts';
import { customerProcedure, router } from '../../trpc.ts';
import { listDocuments, removeDocument } from './kyc-documents.service.ts';

const tags = ['Documents'];

export const documentsRouter = router({
  list: customerProcedure
    .meta(rest({ method: 'GET', path: '/kyc/documents', summary: 'Documents of the application', tags }))
    .output(DocumentList)
    .query(({ ctx }) => listDocuments(ctx)),
  remove: customerProcedure
    .meta(
      rest({
        method: 'DELETE',
        path: '/kyc/documents/{id}',
        summary: 'Remove a document of an open requirement',
        tags,
      }),
    )
    .input(RemoveDocumentInput)
    .output(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeDocument(ctx, input)),
});
