import { type DomainError, type ErrorKind, type FieldProblems, fieldProblem } from '@ostiary/domain/shared';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { asDomainError, loggable } from '../failures.ts';
import { noteShed } from './request-log.ts';
import { toRest, toSnake, toSnakePath } from './rest-case.ts';

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media: 415,
  unprocessable: 422,
  rate_limited: 429,
  unavailable: 503,
};

const RETRY_SECONDS = 2;

/** One refused request as REST answers it. */
export interface Refusal {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number | undefined;
}

export function fieldRefusal(
  fields: FieldProblems,
  status: number,
  rename: (path: string) => string = toSnakePath,
): Refusal {
  const told = (key: 'message' | 'code'): Record<string, string[]> =>
    Object.fromEntries(
      Object.entries(fields).map(([path, problems]) => [rename(path), problems.map((problem) => problem[key])]),
    );
  return { status, body: { ...told('message'), codes: told('code') } };
}

/** Refuses keys by the names the client used. */
export function unknownKeys(keys: readonly string[]): Refusal {
  return fieldRefusal(
    Object.fromEntries(keys.map((key) => [key, [fieldProblem('UNKNOWN_FIELD')]])),
    400,
    (path) => path,
  );
}

/** A sentence with its code: `{detail, code, request_id}` and the facts that go with the code. */
export function plainRefusal(
  status: number,
  { detail, code, requestId }: { detail: string; code: string; requestId: string },
): Refusal {
  return { status, body: { detail, code, request_id: requestId } };
}

export function domainRefusal(error: DomainError, requestId: string): Refusal {
  const status = STATUS[error.kind];
  if (error.fields && (error.kind === 'invalid' || error.kind === 'conflict'))
    return fieldRefusal(error.fields, status);
  const { body } = plainRefusal(status, { detail: error.message, code: error.code, requestId });
  const facts = Object.entries(error.details ?? {}).map(
    ([key, value]) => [toSnake(key), toRest(value, undefined)] as const,
  );
  const isWait = error.kind === 'unavailable' || error.kind === 'rate_limited';
  // The three agreed keys win over a detail of the same name.
  return {
    status,
    body: { ...Object.fromEntries<unknown>(facts), ...body },
    retryAfterSeconds: error.retryAfterSeconds ?? (isWait ? RETRY_SECONDS : undefined),
  };
}

/** What REST answers to a failure of any kind; one that nobody foresaw is logged and told as a safe sentence. */
export function refusalOf(error: unknown, { log, requestId }: { log: Logger; requestId: string }): Refusal {
  const known = asDomainError(error);
  if (known) return domainRefusal(known, requestId);
  log.error({ err: loggable(error), requestId }, 'unexpected failure');
  return plainRefusal(500, { detail: 'Something went wrong. Please try again.', code: 'INTERNAL', requestId });
}

export function sendRefusal(res: Response, { status, body, retryAfterSeconds }: Refusal): void {
  if (body.code === 'BUSY') noteShed(res.req);
  if (retryAfterSeconds !== undefined) res.setHeader('retry-after', String(retryAfterSeconds));
  res.status(status).json(body);
}
