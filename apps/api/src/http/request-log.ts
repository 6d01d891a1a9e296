import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { type HttpLogger, pinoHttp } from 'pino-http';
import { v7 as uuidv7 } from 'uuid';

const PROBES = new Set(['/healthz', '/readyz']);

/** The path alone: a query string may hold what somebody searched for. */
function pathOf(request: IncomingMessage): string {
  const url = 'originalUrl' in request && typeof request.originalUrl === 'string' ? request.originalUrl : request.url;
  return (url ?? '').split('?', 1)[0] ?? '';
}

/** The id that `requestLog` gave the request. */
export function requestIdOf({ id }: IncomingMessage): string {
  return typeof id === 'string' ? id : '';
}

/** One line per answer: no bodies, queries, cookies or tokens. Gives every request its id, also as `X-Request-Id`. */
export function requestLog(log: Logger): HttpLogger {
  return pinoHttp({
    logger: log,
    genReqId: (_request, response) => {
      const id = uuidv7();
      response.setHeader('x-request-id', id);
      return id;
    },
    autoLogging: { ignore: (request) => PROBES.has(pathOf(request)) },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    quietReqLogger: true,
    wrapSerializers: false,
    serializers: {
      req: (request: IncomingMessage) => ({ method: request.method, path: pathOf(request) }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}
