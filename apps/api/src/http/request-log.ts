import type { IncomingMessage, ServerResponse } from 'node:http';
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

const shed = new WeakSet<object>();

/** Marks a request that was turned away in a crowd (`BUSY`): the bank at work, no failure of it. */
export function noteShed(request: object): void {
  shed.add(request);
}

function levelOf(request: IncomingMessage, { statusCode }: ServerResponse, error?: Error): 'info' | 'warn' | 'error' {
  if (shed.has(request)) return 'warn';
  return error || statusCode >= 500 ? 'error' : 'info';
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
    customLogLevel: (request, response, error) => levelOf(request, response, error),
    customErrorMessage: (request) => (shed.has(request) ? 'too busy' : 'request errored'),
    // oxlint-disable-next-line max-params -- pino-http's own signature.
    customErrorObject: (request, _response, _error, line: object) =>
      // Its stack points at pino-http and says nothing.
      shed.has(request) ? { ...line, err: undefined } : line,
    quietReqLogger: true,
    wrapSerializers: false,
    serializers: {
      req: (request: IncomingMessage) => ({ method: request.method, path: pathOf(request) }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}
