import { PassThrough, Readable } from 'node:stream';
import { DomainError } from '@ostiary/domain/shared';
import type { Locker } from '@tus/utils';
import { type Request, type Response, Router } from 'express';
import type { CustomerContext, Deps } from '../../context.ts';
import { requestIdOf } from '../../http/request-log.ts';
import { plainRefusal, refusalOf } from '../../http/rest-refusal.ts';
import { admitCustomer } from './admit.ts';
import { finishUpload } from './finish-upload.ts';
import { refuseStream } from './refuse-stream.ts';
import { DOCUMENT_HEADER, tusServer, UPLOADS_PATH } from './tus-server.ts';
import { createUploadLocks } from './upload-locks.ts';
import { getUpload } from './upload-session.ts';
import type { UploadSlots } from './upload-slots.ts';
import { presentUpload } from './upload-view.ts';

const VERSION = '1.0.0';
const TOLD = new Set(['location', 'cache-control', 'connection', DOCUMENT_HEADER.toLowerCase()]);
const isTold = (name: string) => name.startsWith('tus-') || name.startsWith('upload-') || TOLD.has(name);

interface Exchange {
  readonly req: Request;
  readonly res: Response;
}
interface Parts {
  readonly deps: Deps;
  readonly slots: UploadSlots;
  readonly locks: Locker;
}

/** The body as the tus server wants it. A line that is cut ends it, so that what came is kept. */
function bodyOf(req: Request): ReadableStream {
  const body = new PassThrough();
  req
    .on('error', () => undefined)
    .once('close', () => {
      if (!req.complete) body.end();
    });
  // The two declarations of one web stream differ in how they may be read.
  return Readable.toWeb(req.pipe(body)) as ReadableStream;
}

function webRequest(req: Request): globalThis.Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) if (value !== undefined) headers.set(name, String(value));
  const hasBody = req.method === 'PATCH' || req.method === 'POST';
  return new globalThis.Request(`http://localhost${req.originalUrl}`, {
    method: req.method,
    headers,
    ...(hasBody ? { body: bodyOf(req), duplex: 'half' } : {}),
  });
}

/** Lets the tus server answer; throws what made it refuse. Gives undefined for a request that it finds malformed. */
async function speakTus(ctx: CustomerContext, { req }: Exchange, locks: Locker): Promise<globalThis.Response> {
  const failures: unknown[] = [];
  const answer = await tusServer(ctx, locks, (error) => failures.push(error)).handleWeb(webRequest(req));
  if (failures.length > 0) throw failures[0];
  if (answer.status >= 400) throw new DomainError('MALFORMED_REQUEST');
  return answer;
}

/** What the end of an upload came to, for whoever lost the answer to the last PATCH. */
async function settle(ctx: CustomerContext, { req, res }: Exchange, slots: UploadSlots): Promise<void> {
  const upload = await getUpload(ctx, String(req.params.id));
  const isOpen = upload.state === 'OPEN';
  if (isOpen && upload.receivedBytes < upload.sizeBytes)
    return void res.setHeader('upload-expires', upload.expiresAt.toUTCString());
  // Finishing is as much work as receiving.
  const leave = isOpen ? slots.enter(ctx.actor.id) : () => undefined;
  try {
    res.setHeader(DOCUMENT_HEADER, await finishUpload(ctx, upload.id));
  } finally {
    leave();
  }
}

async function converse({ deps, slots, locks }: Parts, exchange: Exchange): Promise<void> {
  const { req, res } = exchange;
  const ctx = await admitCustomer(deps, exchange);
  if (req.method === 'POST') await deps.limits.consume('upload', ctx.actor.id);
  const leave = req.method === 'PATCH' || req.method === 'POST' ? slots.enter(ctx.actor.id) : () => undefined;
  try {
    if (req.method === 'HEAD') await settle(ctx, exchange, slots);
    const answer = await speakTus(ctx, exchange, locks);
    for (const [name, value] of answer.headers) if (isTold(name)) res.setHeader(name, value);
    res.status(answer.status).end();
  } finally {
    leave();
  }
}

function refuse({ deps }: Parts, { req, res }: Exchange, error: unknown): void {
  if (req.socket.destroyed) return;
  req.unpipe();
  res.setHeader('tus-resumable', VERSION);
  refuseStream(req, res, refusalOf(error, { log: deps.log, requestId: requestIdOf(req) }));
}

/** RFC 9110 has no better word for another version of tus than its specification: 412 with ours. */
function refuseVersion({ req, res }: Exchange): void {
  const { message: detail, code } = new DomainError('MALFORMED_REQUEST');
  res.setHeader('tus-version', VERSION);
  refuseStream(req, res, plainRefusal(412, { detail, code, requestId: requestIdOf(req) }));
}

/**
 * Resumable uploads, tus 1.0 (tus.io/protocols/resumable-upload) with creation, termination and expiration at `/api/uploads`.
 * `Upload-Metadata` holds the fields of the multipart form and `filename`; the answer to the last PATCH, and to a later HEAD,
 * names the document. `GET /api/uploads/{id}` tells where an upload stands.
 */
export function resumableUploads(deps: Deps, slots: UploadSlots): Router {
  const parts = { deps, slots, locks: createUploadLocks() };
  const routes = Router();
  const answer = (work: (exchange: Exchange) => Promise<void>) => (req: Request, res: Response) =>
    work({ req, res }).catch((error: unknown) => refuse(parts, { req, res }, error));
  const tus = answer(async (exchange) => {
    if (exchange.req.get('tus-resumable') !== VERSION) return refuseVersion(exchange);
    await converse(parts, exchange);
  });
  routes.post(UPLOADS_PATH, tus);
  routes.head(`${UPLOADS_PATH}/:id`, tus);
  routes.patch(`${UPLOADS_PATH}/:id`, tus);
  routes.delete(`${UPLOADS_PATH}/:id`, tus);
  routes.get(
    `${UPLOADS_PATH}/:id`,
    answer(async ({ req, res }) => {
      const ctx = await admitCustomer(deps, { req, res });
      res.json(presentUpload(await getUpload(ctx, String(req.params.id))));
    }),
  );
  return routes;
}
