import type { Door } from '@ostiary/domain/auth';
import { DomainError, ERRORS } from '@ostiary/domain/shared';
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import swagger from 'swagger-ui-express';
import type { Deps } from '../context.ts';
import type { PublicRouter, StaffRouter } from '../router.ts';
import { openApiDocument } from './openapi.ts';
import { addressOf } from './request-facts.ts';
import { requestIdOf } from './request-log.ts';
import { restBridge } from './rest-bridge.ts';
import { domainRefusal, plainRefusal, refusalOf, sendRefusal } from './rest-refusal.ts';
import { noStore } from './security-headers.ts';

const JSON_LIMIT_BYTES = 100_000;

/** JSON and nothing else: a form can be sent by any site, JSON only after a preflight. */
const requireJson: RequestHandler = (req, res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (!hasBody || req.is('application/json')) return next();
  sendRefusal(
    res,
    plainRefusal(415, {
      detail: 'Send JSON, with Content-Type: application/json.',
      code: 'MALFORMED_REQUEST',
      requestId: requestIdOf(req),
    }),
  );
};

/** body-parser marks its own errors with a status and a type. */
function parserStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('type' in error) || !('status' in error)) return undefined;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : undefined;
}

const PARSER_DETAILS: Record<number, string> = {
  413: 'The request is larger than 100 kB.',
  415: 'Send JSON in UTF-8, not compressed, with Content-Type: application/json.',
};

function malformed(status: number, requestId: string) {
  const detail = PARSER_DETAILS[status] ?? ERRORS.MALFORMED_REQUEST.message;
  return plainRefusal(status in PARSER_DETAILS ? status : 400, { detail, code: 'MALFORMED_REQUEST', requestId });
}

/** Words every failure that reaches Express the way REST does; raw routes may simply throw. */
export function refuseFailures(deps: Deps): ErrorRequestHandler {
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters.
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const requestId = requestIdOf(req);
    const status = error instanceof URIError ? 400 : parserStatus(error);
    sendRefusal(
      res,
      status === undefined ? refusalOf(error, { log: deps.log, requestId }) : malformed(status, requestId),
    );
  };
}

/** Says 404 in REST's words. */
export const refuseUnknown: RequestHandler = (req, res) => {
  sendRefusal(res, domainRefusal(new DomainError('NOT_FOUND'), requestIdOf(req)));
};

/** Counted per address at both doors together, whatever is asked for. */
function limitRest({ limits }: Deps): RequestHandler {
  return async (req, _res, next) => {
    await limits.consume('rest', addressOf(req));
    next();
  };
}

function docs(portal: { router: PublicRouter | StaffRouter; door: Door }): Router {
  let document: Promise<object> | undefined;
  const page = swagger.setup(undefined, { swaggerUrl: '/api/openapi.json', customSiteTitle: 'Ostiary API' });
  const routes = Router({ strict: true });
  routes.get('/openapi.json', async (_req, res) => {
    document ??= openApiDocument(portal);
    res.json(await document);
  });
  routes.get('/docs/swagger', (_req, res) => res.redirect(308, '/api/docs/swagger/'));
  routes.use('/docs/swagger/', swagger.serve, page);
  return routes;
}

/** Everything under `/api` but the raw routes: the document, its page, and the procedures as REST. */
export function restFace(deps: Deps, portal: { router: PublicRouter | StaffRouter; door: Door }): Router {
  const face = Router();
  face.use(docs(portal));
  // Not inflated: a body that claims a compression it does not have breaks the inflating stream, and zip bombs need one.
  face.use(noStore, limitRest(deps), requireJson, express.json({ limit: JSON_LIMIT_BYTES, inflate: false }));
  face.use(restBridge(deps, portal), refuseUnknown);
  return face;
}
