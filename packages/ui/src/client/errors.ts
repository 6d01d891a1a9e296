/** Per field path: what is wrong, in words and as a stable code. */
export type FieldErrors = Record<string, { message: string; code: string }[]>;

/** A refusal of the REST face, in the same terms as a tRPC one. */
export class RestError extends Error {
  readonly errorCode: string;
  readonly httpStatus: number;
  readonly requestId: string | undefined;
  readonly fieldErrors: FieldErrors;
  readonly details: unknown;

  constructor(
    code: string,
    httpStatus: number,
    parts: { message?: string; requestId?: string; fields?: FieldErrors; details?: unknown } = {},
  ) {
    super(parts.message ?? code);
    this.name = 'RestError';
    this.errorCode = code;
    this.httpStatus = httpStatus;
    this.requestId = parts.requestId;
    this.fieldErrors = parts.fields ?? {};
    this.details = parts.details;
  }
}

interface ErrorFacts {
  errorCode?: unknown;
  httpStatus?: unknown;
  requestId?: unknown;
  fieldErrors?: unknown;
  details?: unknown;
  retryAfterSeconds?: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** A tRPC error keeps the server's facts in `data`; a RestError is them. */
function facts(error: unknown): ErrorFacts | undefined {
  if (error instanceof RestError) return error;
  return isRecord(error) && isRecord(error.data) ? error.data : undefined;
}

/** The server's code; `NETWORK` when no answer came, `UNKNOWN` for a defect of our own. */
export function errorCode(error: unknown): string {
  const code = facts(error)?.errorCode;
  if (typeof code === 'string') return code;
  const isTransport = isRecord(error) && error.name === 'TRPCClientError' && !facts(error);
  return isTransport || error instanceof TypeError ? 'NETWORK' : 'UNKNOWN';
}

/** Undefined when no answer came. */
export function httpStatus(error: unknown): number | undefined {
  const status = facts(error)?.httpStatus;
  return typeof status === 'number' ? status : undefined;
}

export function requestId(error: unknown): string | undefined {
  const id = facts(error)?.requestId;
  return typeof id === 'string' ? id : undefined;
}

/** Facts that go with a code, such as who holds a case; read with the code's own schema. */
export function errorDetails(error: unknown): unknown {
  return facts(error)?.details;
}

/** How many seconds to wait before the server takes the same again; undefined where it does not say. */
export function retryAfterSeconds(error: unknown): number | undefined {
  const seconds = facts(error)?.retryAfterSeconds;
  return typeof seconds === 'number' && seconds > 0 ? seconds : undefined;
}

/** Why the server ended a session: a `SessionEndReason` of the domain; undefined when it does not say. */
export function endReason(error: unknown): string | undefined {
  const details = errorDetails(error);
  return isRecord(details) && typeof details.reason === 'string' ? details.reason : undefined;
}

export function fieldErrors(error: unknown): FieldErrors {
  const fields = facts(error)?.fieldErrors;
  if (!isRecord(fields)) return {};
  return Object.fromEntries(
    Object.entries(fields).map(([path, list]) => [path, Array.isArray(list) ? list.filter(isFieldError) : []]),
  );
}

function isFieldError(value: unknown): value is { message: string; code: string } {
  return isRecord(value) && typeof value.message === 'string' && typeof value.code === 'string';
}

const messages = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];

/** Reads a REST refusal: `{detail, code, request_id}` or `{field: […], codes: {field: […]}}`. */
export function readRestError(status: number, body: unknown): RestError {
  if (!isRecord(body)) return new RestError(status === 0 ? 'NETWORK' : 'UNKNOWN', status);
  const id = typeof body.request_id === 'string' ? body.request_id : undefined;
  if (typeof body.code === 'string') {
    const message = typeof body.detail === 'string' ? body.detail : undefined;
    return new RestError(body.code, status, { message, requestId: id, details: body });
  }
  const codes = isRecord(body.codes) ? body.codes : {};
  const fields: FieldErrors = {};
  for (const [path, list] of Object.entries(body)) {
    if (path === 'codes' || !Array.isArray(list)) continue;
    const fieldCodes = messages(codes[path]);
    fields[path] = messages(list).map((message, index) => ({ message, code: fieldCodes[index] ?? 'INVALID_INPUT' }));
  }
  const first = Object.values(fields)[0]?.[0];
  const code = status === 400 ? 'INVALID_INPUT' : (first?.code ?? 'UNKNOWN');
  return new RestError(code, status, { message: first?.message, requestId: id, fields });
}
