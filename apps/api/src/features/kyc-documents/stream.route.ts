import { pipeline } from 'node:stream/promises';
import { KycApplication, KycDocument } from '@ostiary/db';
import { REASONS } from '@ostiary/domain/review';
import { DocumentId, DomainError } from '@ostiary/domain/shared';
import { type Request, type Response, Router } from 'express';
import type { Deps, StaffContext } from '../../context.ts';
import { gateOf } from '../../gates.ts';
import { admitStaff, onRecord } from '../../http/admit-staff.ts';
import { INERT } from '../../http/security-headers.ts';
import { openVault } from '../../vault.ts';
import { assertSeesWhole } from '../access/case-reading.service.ts';
import { assertInScope } from '../access/scope.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { renderImage } from './file-worker.ts';
import { presentDocument } from './kyc-documents.service.ts';
import { openDocument } from './open-document.ts';

const PLACE = 'documents.open';

/** Finds the document for this person; the look is on record before a byte is sent. */
async function openFor(
  deps: Deps,
  { req, res }: { req: Request; res: Response },
): Promise<{ ctx: StaffContext; document: KycDocument }> {
  const ctx = await admitStaff(deps, { req, res }, { permission: 'documents.view', place: PLACE });
  const id = DocumentId.safeParse(req.params.id);
  const document = id.success ? await ctx.em.findOne(KycDocument, { id: id.data }) : null;
  if (!document) throw new DomainError('NOT_FOUND');
  await onRecord(ctx, PLACE, async () => {
    await assertInScope(ctx, document.id);
    assertSeesWhole(ctx, await ctx.em.findOneOrFail(KycApplication, { id: document.applicationId }));
  });
  if (document.status === 'QUARANTINED' || document.status === 'UPLOADING')
    throw new DomainError('CHECKS_RUNNING', { retryAfterSeconds: 2 });
  // What the check found harmful or broken is opened by nobody.
  if (document.rejectionReason != null && REASONS[document.rejectionReason].isAutomatic)
    throw new DomainError('NOT_FOUND');
  recordAudit(ctx, { action: 'document.viewed', target: { type: 'kyc_document', id: document.id } });
  await ctx.em.flush();
  return { ctx, document };
}

/** Images are drawn anew without their metadata; PDFs go to the portal's canvas. Never the original bytes inline. */
async function preview(deps: Deps, exchange: { req: Request; res: Response }): Promise<void> {
  const { res } = exchange;
  // Who goes on to the next case does not keep a processor busy with the last one.
  const left = new AbortController();
  res.once('close', () => left.abort());
  const { ctx, document } = await openFor(deps, exchange);
  const open = () => openDocument(deps, ctx.em, document);
  if (document.mediaType === 'application/pdf') {
    const bytes = await open();
    res.set({ ...INERT, 'content-type': 'application/pdf' });
    // Chunked: only the last chunk says that all of it was verified. A file that fails midway cuts the connection.
    await pipeline(bytes, res);
    return;
  }
  const image = await gateOf(deps.orm, 'drawings').run(async () =>
    left.signal.aborted ? null : renderImage(await open(), document.mediaType, left.signal).catch(() => null),
  );
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
