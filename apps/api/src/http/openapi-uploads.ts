import { ACCEPTED_MEDIA_TYPES, DocumentSide, DocumentType } from '@ostiary/domain/kyc-documents';
import type { presentUpload } from '../features/kyc-documents/upload-view.ts';

export interface Operation {
  tags?: string[];
  security?: object[];
  parameters?: { name: string }[];
  requestBody?: unknown;
  responses?: Record<string, { description: string; headers?: object; content?: unknown }>;
  [key: string]: unknown;
}

export const json = (schema: object) => ({ 'application/json': { schema } });

const FORM: Operation = {
  operationId: 'documents.upload',
  summary: `Send one document (${ACCEPTED_MEDIA_TYPES.join(', ')}; at most 10 MB)`,
  tags: ['Documents'],
  requestBody: {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['document_type', 'document_number', 'document_file'],
          properties: {
            document_type: { type: 'string', enum: DocumentType.options },
            document_number: { type: 'string' },
            document_file: { type: 'string', format: 'binary' },
            side: { type: 'string', enum: DocumentSide.options },
            issuing_country: { type: 'string' },
            issuing_region: { type: 'string' },
            issued_on: { type: 'string', format: 'date' },
            expires_on: { type: 'string', format: 'date' },
          },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'Kept, and being checked',
      content: json({
        type: 'object',
        properties: Object.fromEntries(
          ['id', 'document_type', 'document_number', 'upload_date', 'verification_status', 'message'].map((name) => [
            name,
            { type: 'string' },
          ]),
        ),
      }),
    },
  },
};

const TEXT = { type: 'string' } as const;
const BYTES = { type: 'integer', minimum: 0 } as const;
const TAGS = ['Documents'];
const header = (name: string, description: string, schema: object = TEXT) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
});
const told = (description: string, schema: object = TEXT) => ({ description, schema });
const SPEAKS_TUS = header('tus-resumable', 'The version of tus that is spoken', { type: 'string', const: '1.0.0' });
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
const DOCUMENT = told('The document that the upload became, once its last byte is here', {
  type: 'string',
  format: 'uuid',
});
const OFFSET = told('How many bytes are here', BYTES);

const UPLOAD_VIEW = {
  state: { type: 'string', enum: ['open', 'finished', 'refused', 'cancelled'] },
  received: BYTES,
  size: BYTES,
  document_id: { type: ['string', 'null'], format: 'uuid' },
  problem: {
    type: ['object', 'null'],
    required: ['code', 'message'],
    properties: { code: TEXT, message: TEXT },
  },
  expires_at: { type: 'string', format: 'date-time' },
} satisfies Record<keyof ReturnType<typeof presentUpload>, object>;

const ANNOUNCE: Operation = {
  operationId: 'uploads.announce',
  summary: 'Announce a document that is sent in pieces (tus 1.0: creation)',
  tags: TAGS,
  parameters: [
    SPEAKS_TUS,
    header('upload-length', 'Size of the whole file in bytes', BYTES),
    header('upload-metadata', 'As tus has it: the fields of `/kyc/upload/` and `filename`, each value in base64'),
  ],
  responses: {
    201: {
      description: 'Announced',
      headers: { location: told('Where its bytes go'), 'upload-expires': told('Until when') },
    },
  },
};

const LOOK: Operation = {
  operationId: 'uploads.offset',
  summary: 'How much of it is here, before going on (tus 1.0: core)',
  tags: TAGS,
  parameters: [ID, SPEAKS_TUS],
  responses: {
    200: {
      description: 'Here so far',
      headers: {
        'upload-offset': OFFSET,
        'upload-length': told('Of how many', BYTES),
        'ostiary-document-id': DOCUMENT,
      },
    },
  },
};

const SEND: Operation = {
  operationId: 'uploads.append',
  summary: 'Send what follows (tus 1.0: core); whatever arrives is kept, also of a request that was cut',
  tags: TAGS,
  parameters: [ID, SPEAKS_TUS, header('upload-offset', 'Where these bytes begin: how many are here', BYTES)],
  requestBody: {
    required: true,
    content: { 'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } } },
  },
  responses: { 204: { description: 'Kept', headers: { 'upload-offset': OFFSET, 'ostiary-document-id': DOCUMENT } } },
};

const CANCEL: Operation = {
  operationId: 'uploads.cancel',
  summary: 'Give it up (tus 1.0: termination)',
  tags: TAGS,
  parameters: [ID, SPEAKS_TUS],
  responses: { 204: { description: 'Gone' } },
};

const READ: Operation = {
  operationId: 'uploads.get',
  summary: 'Where it stands, and why it was refused if it was',
  tags: TAGS,
  parameters: [ID],
  responses: {
    200: {
      description: 'Where it stands',
      content: json({ type: 'object', required: Object.keys(UPLOAD_VIEW), properties: UPLOAD_VIEW }),
    },
  },
};

/** What the customer door takes besides its procedures, by path: a file in one form, or in pieces (tus.io, 1.0). */
export const UPLOADS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/kyc/upload/': { post: FORM },
  '/uploads': { post: ANNOUNCE },
  '/uploads/{id}': { head: LOOK, patch: SEND, delete: CANCEL, get: READ },
};
