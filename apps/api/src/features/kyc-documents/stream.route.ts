import { pipeline } from 'node:stream/promises';
import { KycApplication, KycDocument } from '@ostiary/db';
import { REASONS } from '@ostiary/domain/review';
import { DocumentId, DomainError } from '@ostiary/domain/shared';
import { type Request, type Response, Router } from 'express';
import type { Deps, StaffContext } from '../../context.ts';
import { createContext } from '../../http/request-facts.ts';
import { openVault } from '../../vault.ts';
import { assertMayRead } from '../access/case-reading.service.ts';
import { assertInScope } from '../access/scope.service.ts';
import { recordAudit, recordFailure } from '../audit/audit.service.ts';
import { authenticate } from '../auth/authenticate.service.ts';
import { renderImage } from './file-worker.ts';
import { presentDocument } from './kyc-documents.service.ts';
import { openDocument } from './open-document.ts';

/** Documents handed in are for who holds the case, and for second approvers; auditors open none. */
async function assertMaySee(ctx: StaffContext, document: KycDocument): Promise<void> {
  const application = await ctx.em.findOneOrFail(KycApplication, { id: document.applicationId });
  assertMayRead(ctx, application);
  if (ctx.actor.permissions.has('review.approve-second')) return;
  const holds =
    application.claimedBy === ctx.actor.id &&
    application.leaseExpiresAt != null &&
    application.leaseExpiresAt > ctx.now;
  if (!holds) throw new DomainError('CASE_NOT_CLAIMED', { details: { status: application.status } });
}

/** Finds the document for this person; the look is on record before a byte is sent. */
async function openFor(
  deps: Deps,
  { req, res }: { req: Request; res: Response },
): Promise<{ ctx: StaffContext; document: KycDocument }> {
  const anonymous = createContext(deps, { req, res, door: 'staff', face: 'rest' });
  const actor = await authenticate(anonymous);
  const ctx = { ...anonymous, actor } as StaffContext; // the door and the check below are the narrowing
  if (!ctx.actor.permissions.has('documents.view')) {
    const refusal = new DomainError('FORBIDDEN');
    await recordFailure(ctx, 'documents.open', refusal);
    throw refusal;
  }
  const id = DocumentId.safeParse(req.params.id);
  const document = id.success ? await ctx.em.findOne(KycDocument, { id: id.data }) : null;
  if (!document) throw new DomainError('NOT_FOUND');
  try {
    await assertInScope(ctx, document.id);
    await assertMaySee(ctx, document);
  } catch (error) {
    if (error instanceof DomainError) await recordFailure(ctx, 'documents.open', error);
    throw error;
  }
  if (document.status === 'QUARANTINED' || document.status === 'UPLOADING')
    throw new DomainError('CHECKS_RUNNING', { retryAfterSeconds: 2 });
  // What the check found harmful or broken is opened by nobody.
  if (document.rejectionReason != null && REASONS[document.rejectionReason].isAutomatic)
    throw new DomainError('NOT_FOUND');
  recordAudit(ctx, { action: 'document.viewed', target: { type: 'kyc_document', id: document.id } });
  await ctx.em.flush();
  return { ctx, document };
}

const INERT = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
} as const;

/** Images are drawn anew without their metadata; PDFs go to the portal's canvas. Never the original bytes inline. */
async function preview(deps: Deps, exchange: { req: Request; res: Response }): Promise<void> {
  const { ctx, document } = await openFor(deps, exchange);
  const { res } = exchange;
  const bytes = await openDocument(deps, ctx.em, document);
  if (document.mediaType === 'application/pdf') {
    res.set({ ...INERT, 'content-type': 'application/pdf' });
    // Chunked: only the last chunk says that all of it was verified. A file that fails midway cuts the connection.
    await pipeline(bytes, res);
    return;
  }
  // Who goes on to the next case does not keep a processor busy with the last one.
  const left = new AbortController();
  res.once('close', () => left.abort());
  const image = await renderImage(bytes, document.mediaType, left.signal).catch(() => null);
  if (left.signal.aborted) return;
  if (image === null) throw new DomainError('CORRUPTED_DATA');
  res.set({ ...INERT, 'content-type': 'image/jpeg' }).send(image);
}

const ENDINGS: Record<string, RegExp> = {
  'application/pdf': /\.pdf$/i,
  'image/jpeg': /\.jpe?g$/i,
  'image/png': /\.png$/i,
};

/** `bill.html` that holds a picture is saved as `bill.html.jpg`: a name's last ending is what a computer opens it by. */
function downloadName(fileName: string, mediaType: string): string {
  if (ENDINGS[mediaType]?.test(fileName)) return fileName;
  return `${fileName}.${mediaType.replace(/^.*\//, '').replace('jpeg', 'jpg')}`;
}

/** As sent by the customer, as an attachment (RFC 6266). */
async function original(deps: Deps, exchange: { req: Request; res: Response }): Promise<void> {
  const { ctx, document } = await openFor(deps, exchange);
  const { fileName } = presentDocument(document, await openVault(ctx, document.customerId), 'en');
  const bytes = await openDocument(deps, ctx.em, document);
  exchange.res
    .attachment(downloadName(fileName, document.mediaType))
    .set({ ...INERT, 'content-type': 'application/octet-stream' });
  await pipeline(bytes, exchange.res);
}

/** The staff door's document streams: `GET /documents/{id}/preview` and `/original`, by bearer token. */
export function documentStreamRoute(deps: Deps): Router {
  const routes = Router();
  routes.get('/documents/:id/preview', (req, res) => preview(deps, { req, res }));
  routes.get('/documents/:id/original', (req, res) => original(deps, { req, res }));
  return routes;
}
