import { DomainError } from '@ostiary/domain/shared';
import { type Request, type Response, Router } from 'express';
import type { CustomerContext, Deps } from '../../context.ts';
import { createContext } from '../../http/request-facts.ts';
import { requestIdOf } from '../../http/request-log.ts';
import { type Refusal, refusalOf, sendRefusal } from '../../http/rest-refusal.ts';
import { openVault } from '../../vault.ts';
import { authenticate } from '../auth/authenticate.service.ts';
import { keepDocument } from './ingest.ts';
import { presentDocument } from './kyc-documents.service.ts';
import { readUploadForm } from './upload-form.ts';
import { createUploadSlots, type UploadSlots } from './upload-slots.ts';

const LINGER_MS = 1_000;

/** Answers at once. A client that is still sending may read on while its bytes are thrown away for a second; then the connection closes. */
function refuse(req: Request, res: Response, refusal: Refusal): void {
  if (req.complete) return sendRefusal(res, refusal);
  const body = Buffer.from(JSON.stringify(refusal.body));
  if (refusal.retryAfterSeconds !== undefined) res.setHeader('retry-after', String(refusal.retryAfterSeconds));
  res.writeHead(refusal.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    connection: 'close',
  });
  res.write(body);
  // Not `end` yet: it closes the socket, and bytes that nobody read turn the close into a reset that can eat the answer.
  const end = () => res.end();
  const timer = setTimeout(end, LINGER_MS);
  req
    .once('close', () => clearTimeout(timer))
    .once('end', end)
    .resume();
}

async function upload(deps: Deps, slots: UploadSlots, { req, res }: { req: Request; res: Response }): Promise<void> {
  const anonymous = createContext(deps, { req, res, door: 'customer', face: 'rest' });
  const actor = await authenticate(anonymous);
  if (!actor.permissions.has('application.own')) throw new DomainError('FORBIDDEN');
  const ctx = { ...anonymous, actor } as CustomerContext; // the checks above are the narrowing
  await deps.limits.consume('upload', actor.id);
  const leave = slots.enter(actor.id);
  try {
    const document = await keepDocument(ctx, await readUploadForm(ctx, req));
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
      refuse(req, res, refusalOf(error, { log: deps.log, requestId: requestIdOf(req) }));
    });
  });
  return routes;
}
