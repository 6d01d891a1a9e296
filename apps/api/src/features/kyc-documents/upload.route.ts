import type { Readable } from 'node:stream';
import { UploadFields } from '@ostiary/domain/kyc-documents';
import { DomainError, fieldProblem, fieldProblemsOf } from '@ostiary/domain/shared';
import busboy from 'busboy';
import { type Request, type Response, Router } from 'express';
import type { CustomerContext, Deps } from '../../context.ts';
import { createContext } from '../../http/request-facts.ts';
import { toCamel } from '../../http/rest-case.ts';
import { refusalOf, sendRefusal } from '../../http/rest-refusal.ts';
import { authenticate } from '../auth/authenticate.ts';
import { assertWelcome, keepDocument } from './ingest.ts';
import { presentDocument } from './kyc-documents.service.ts';
import { type Received, receiveDocument } from './receive.ts';
import { openVault } from '../../vault.ts';
import { createUploadSlots, type UploadSlots } from './upload-slots.ts';

const FILE_FIELD = 'document_file';
const LINGER_MS = 1_000;

const fieldRefused = (field: string, code: string) => new DomainError('INVALID_INPUT', { fields: { [field]: [fieldProblem(code)] } });

function parseFields(texts: ReadonlyMap<string, string>): UploadFields {
  const given = Object.fromEntries([...texts].filter(([, value]) => value !== '').map(([name, value]) => [toCamel(name), value]));
  const parsed = UploadFields.safeParse(given);
  if (!parsed.success) throw new DomainError('INVALID_INPUT', { fields: fieldProblemsOf(parsed.error) });
  return parsed.data;
}

interface Form {
  readonly fields: UploadFields;
  readonly received: Received;
  readonly fileName: string;
}

/** The fields that make a document; once they all came before the file, a refusal need not wait for it. */
const FIRST = ['document_type', 'document_number'];

/** Reads the form, in whatever order its parts come. The file is sealed as it arrives. */
function readForm(ctx: CustomerContext, req: Request): Promise<Form> {
  const parser = openParser(req);
  const texts = new Map<string, string>();
  let receiving: Promise<{ received: Received; fileName: string }> | undefined;

  async function take(file: Readable, fileName: string) {
    if (FIRST.every((name) => texts.has(name))) await assertWelcome(ctx, parseFields(texts));
    return { received: await receiveDocument(ctx.deps.ports.documents, { file, customerId: ctx.actor.id }), fileName };
  }

  return new Promise<Form>((done, fail) => {
    parser.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) fail(fieldRefused(toCamel(name), 'TOO_LONG'));
      texts.set(name, value);
    });
    parser.on('file', (name, file, { filename }) => {
      if (name !== FILE_FIELD || receiving) {
        file.resume();
        fail(name === FILE_FIELD ? fieldRefused('documentFile', 'ONE_FILE_ONLY') : fieldRefused(toCamel(name), 'UNKNOWN_FIELD'));
        return;
      }
      receiving = take(file, filename ?? '');
      receiving.catch(fail);
    });
    parser.on('filesLimit', () => fail(fieldRefused('documentFile', 'ONE_FILE_ONLY')));
    parser.on('error', () => fail(new DomainError('MALFORMED_REQUEST')));
    parser.on('close', () => finish().then(done, fail));
    // busboy says nothing when the client goes away.
    req.once('close', () => {
      if (!req.complete) parser.destroy(new Error('The connection was cut'));
    });
    req.pipe(parser);
  }).catch(async (error: unknown) => {
    req.unpipe(parser);
    parser.destroy();
    await receiving?.then(({ received }) => ctx.deps.ports.documents.remove(received.id)).catch(() => undefined);
    throw error;
  });

  async function finish(): Promise<Form> {
    if (!receiving) throw fieldRefused('documentFile', 'FILE_MISSING');
    const file = await receiving;
    return { fields: parseFields(texts), ...file };
  }
}

function openParser(req: Request) {
  try {
    // Without utf8 the names of files in Hindi are mangled. The size is counted by the receiver.
    return busboy({ headers: req.headers, defParamCharset: 'utf8', limits: { fields: 12, fieldSize: 1_024, files: 2, parts: 16 } });
  } catch {
    throw new DomainError('MALFORMED_REQUEST');
  }
}

/** Answers before the rest of a refused body arrived, lets the client read that for a second, then closes. */
function refuseMidway(req: Request, res: Response): void {
  if (req.complete) return;
  res.set('connection', 'close');
  req.resume();
  setTimeout(() => req.socket.destroy(), LINGER_MS).unref();
}

async function upload(deps: Deps, slots: UploadSlots, { req, res }: { req: Request; res: Response }): Promise<void> {
  const anonymous = createContext(deps, { req, res, door: 'customer', face: 'rest' });
  const actor = await authenticate(anonymous);
  if (!actor.permissions.has('application.own')) throw new DomainError('FORBIDDEN');
  const ctx = { ...anonymous, actor } as CustomerContext; // the checks above are the narrowing
  const leave = slots.enter(actor.id);
  try {
    const document = await keepDocument(ctx, await readForm(ctx, req));
    const shown = presentDocument(document, await openVault(ctx, actor.id), ctx.request.language);
    res.status(201).json({
      id: shown.id,
      document_type: shown.documentType,
      document_number: shown.documentNumber,
      side: shown.side,
      upload_date: shown.uploadDate,
      verification_status: shown.verificationStatus,
      status: shown.status,
      message: 'Document received. We are checking the file.',
    });
  } finally {
    leave();
  }
}

/** `POST /api/kyc/upload/`, multipart: `document_file` and the fields of rest.md, in any order. 401 comes before the body is read. */
export function documentUploadRoute(deps: Deps): Router {
  const slots = createUploadSlots(deps.env.UPLOADS_AT_ONCE);
  const routes = Router();
  routes.post('/api/kyc/upload', async (req, res) => {
    await upload(deps, slots, { req, res }).catch((error: unknown) => {
      if (req.socket.destroyed) return;
      refuseMidway(req, res);
      sendRefusal(res, refusalOf(error, { log: deps.log, requestId: String(req.id) }));
    });
  });
  return routes;
}
