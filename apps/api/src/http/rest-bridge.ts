import { OpenAPIHandler } from '@orpc/openapi/node';
import { type AnyProcedure, ORPCError } from '@orpc/server';
import { toORPCRouter } from '@orpc/trpc';
import type { Door } from '@ostiary/domain/auth';
import { DomainError, fieldProblemsOf } from '@ostiary/domain/shared';
import { TRPCError } from '@trpc/server';
import type { Request, RequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import type { Context, Deps } from '../context.ts';
import { asDomainError } from '../failures.ts';
import type { PublicRouter, StaffRouter } from '../router.ts';
import { createContext } from './request-facts.ts';
import { noteShed } from './request-log.ts';
import { foreignKeys, fromRest, toRest } from './rest-case.ts';
import { domainRefusal, fieldRefusal, plainRefusal, type Refusal, refusalOf, unknownKeys } from './rest-refusal.ts';
import { jsonSchemaOf } from './rest-schema.ts';

interface RestContext extends Context {
  readonly exchange: { readonly req: Request; readonly res: Response };
  /** The status that a procedure asked for in place of its own. */
  readonly asked: { status?: number };
}

interface Call {
  readonly context: RestContext;
  readonly input: unknown;
  readonly procedure: AnyProcedure;
}

/** Only procedures with a place of their own: oRPC would invent a path for the others. */
export const hasRoute = ({ contract }: { contract: { '~orpc': { route: { path?: string } } } }): boolean =>
  contract['~orpc'].route.path !== undefined;

/** Carries a refusal that is already worded through oRPC. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('refused');
    this.refusal = refusal;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function pathParams({ procedure }: Call): string[] {
  return Array.from((procedure['~orpc'].route.path ?? '').matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
}

/** The body's own keys. oRPC merges it over the path, so a body that repeats a path parameter would win. */
function bodyKeys({ context }: Call): string[] {
  const body: unknown = context.exchange.req.body;
  return isRecord(body) ? Object.keys(body) : [];
}

function inputOf(call: Call): unknown {
  const inputSchema: unknown = call.procedure['~orpc'].inputSchema;
  const keys = bodyKeys(call);
  if (!inputSchema) {
    if (keys.length > 0) throw new Refused(unknownKeys(keys));
    return undefined;
  }
  const input = call.input ?? {};
  if (!isRecord(input) || Array.isArray(call.context.exchange.req.body)) throw new DomainError('MALFORMED_REQUEST');
  const schema = jsonSchemaOf(inputSchema, 'input');
  const params = pathParams(call);
  const refused = [...keys.filter((key) => params.includes(key)), ...foreignKeys(input, schema)];
  if (refused.length > 0) throw new Refused(unknownKeys(refused));
  return fromRest(input, schema);
}

/** What a failure of the procedure amounts to. A path parameter of the wrong form names nothing: 404, not 400. */
function refusalFor(error: unknown, call: Call): Refusal {
  const { deps, request } = call.context;
  if (error instanceof Refused) return error.refusal;
  const trpc = error instanceof ORPCError && error.cause instanceof TRPCError ? error.cause : undefined;
  const cause = trpc?.cause ?? error;
  if (trpc?.code === 'BAD_REQUEST' && cause instanceof ZodError) {
    const fields = fieldProblemsOf(cause);
    const params = pathParams(call);
    if (Object.keys(fields).some((field) => params.includes(field)))
      return domainRefusal(new DomainError('NOT_FOUND'), request.id);
    return fieldRefusal(fields, 400);
  }
  const known = asDomainError(cause);
  // trpc.ts has already logged what nobody foresaw.
  if (trpc && !known)
    return plainRefusal(500, {
      detail: 'Something went wrong. Please try again.',
      code: 'INTERNAL',
      requestId: request.id,
    });
  return refusalOf(known ?? cause, { log: deps.log, requestId: request.id });
}

async function answer(call: Call, next: (input: unknown) => Promise<unknown>): Promise<unknown> {
  const { route } = call.procedure['~orpc'];
  const outputSchema: unknown = call.procedure['~orpc'].outputSchema;
  try {
    const output = await next(inputOf(call));
    return route.successStatus === 204 ? undefined : toRest(output, jsonSchemaOf(outputSchema, 'output'));
  } catch (error) {
    const refusal = refusalFor(error, call);
    if (refusal.body.code === 'BUSY') noteShed(call.context.exchange.req);
    if (refusal.retryAfterSeconds !== undefined)
      call.context.exchange.res.setHeader('retry-after', String(refusal.retryAfterSeconds));
    throw new ORPCError('REFUSED', { status: refusal.status, data: refusal.body });
  }
}

/** The REST face of one door, generated from its procedures. Needs a parsed JSON body; unmatched requests go to `next`. */
export function restBridge(
  deps: Deps,
  { router, door }: { router: PublicRouter | StaffRouter; door: Door },
): RequestHandler {
  const handler = new OpenAPIHandler<RestContext>(toORPCRouter(router), {
    filter: hasRoute,
    interceptors: [
      async (options) => {
        const result = await options.next();
        const { status } = options.context.asked;
        if (status === undefined || result.response === undefined || result.response.status >= 300) return result;
        return { ...result, response: { ...result.response, status } };
      },
    ],
    // No coercion plugin: "false" and "" in a JSON body are refused, never turned into something else.
    clientInterceptors: [(options) => answer(options, (input) => options.next({ ...options, input }))],
    customErrorResponseBodyEncoder: ({ data }): unknown => data,
  });
  return async (req, res, next) => {
    const base = createContext(deps, { req, res, door, face: 'rest' });
    const asked: RestContext['asked'] = {};
    const setStatus = (status: number) => {
      asked.status = status;
    };
    const context = { ...base, reply: { ...base.reply, setStatus }, exchange: { req, res }, asked };
    const { matched } = await handler.handle(req, res, { prefix: '/api', context });
    if (!matched) next();
  };
}
