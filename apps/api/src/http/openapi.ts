import { OpenAPIGenerator } from '@orpc/openapi';
import { toORPCRouter } from '@orpc/trpc';
import type { Door } from '@ostiary/domain/auth';
import type { PublicRouter, StaffRouter } from '../router.ts';
import { json, type Operation, UPLOADS } from './openapi-uploads.ts';
import { hasRoute } from './rest-bridge.ts';
import { isFreeForm, toSnake } from './rest-case.ts';
import { type JsonSchema, ZOD_CONVERTER } from './rest-schema.ts';

type Paths = Record<string, Record<string, Operation>>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const SCHEMAS = {
  Problem: {
    type: 'object',
    description: 'Why a request was refused. Facts that go with a code stand beside it.',
    required: ['detail', 'code', 'request_id'],
    properties: { detail: { type: 'string' }, code: { type: 'string' }, request_id: { type: 'string' } },
  },
  FieldProblems: {
    type: 'object',
    description: 'Per field what is wrong, in words; `codes` holds the stable codes in the same order.',
    required: ['codes'],
    properties: { codes: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } } },
    additionalProperties: { type: 'array', items: { type: 'string' } },
  },
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The document tells of the keys that travel: names inside schemas in snake_case, values as they are. */
function snakeSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeSchema);
  if (!isObject(value)) return value;
  const schema = Object.fromEntries(Object.entries(value).map(([keyword, inner]) => [keyword, snakeSchema(inner)]));
  if (isFreeForm(value as JsonSchema)) return schema; // any object may be asked
  if (isObject(schema.properties))
    schema.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([key, inner]) => [toSnake(key), inner]),
    );
  if (Array.isArray(schema.required)) schema.required = schema.required.map((key) => toSnake(String(key)));
  return schema;
}

const isOpenToAnyone = (path: string) =>
  /^\/auth\/(login|register|refresh|logout|password\/(forgot|reset))(\/|$)/.test(path);

function finish(path: string, operation: Operation): Operation {
  const responses = { ...operation.responses };
  for (const response of Object.values(responses)) response.content = snakeSchema(response.content);
  if (responses['204']) responses['204'] = { description: 'Done', headers: responses['204'].headers };
  return {
    ...operation,
    ...(isOpenToAnyone(path) ? { security: [] } : {}),
    parameters: operation.parameters?.map((parameter) => ({ ...parameter, name: toSnake(parameter.name) })),
    requestBody: snakeSchema(operation.requestBody),
    responses: {
      ...responses,
      400: {
        description: 'Fields need correcting, or the request cannot be read',
        content: json({ anyOf: [ref('FieldProblems'), ref('Problem')] }),
      },
      default: {
        description: 'Refused; the code says why',
        content: json({ anyOf: [ref('Problem'), ref('FieldProblems')] }),
      },
    },
  };
}

const finishAll = (path: string, item: Readonly<Record<string, Operation>>) =>
  Object.fromEntries(Object.entries(item).map(([method, operation]) => [method, finish(path, operation)]));

/** The OpenAPI 3.1 document of one door, made from the procedures that the REST face answers with. */
export async function openApiDocument({
  router,
  door,
}: {
  router: PublicRouter | StaffRouter;
  door: Door;
}): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [ZOD_CONVERTER] });
  const document = await generator.generate(toORPCRouter(router), { filter: hasRoute });
  const paths = Object.entries(document.paths as Paths).map(
    ([path, item]) => [`${path}/`, finishAll(path, item)] as const,
  );
  const uploads = door === 'customer' ? Object.entries(UPLOADS) : [];
  return {
    openapi: document.openapi,
    info: {
      title: door === 'customer' ? 'Ostiary: customer door' : 'Ostiary: staff door',
      version: '0.1.0',
      license: { name: 'MIT' },
    },
    servers: [{ url: '/api' }],
    security: [{ bearer: [] }],
    paths: Object.fromEntries([...paths, ...uploads.map(([path, item]) => [path, finishAll(path, item)] as const)]),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: SCHEMAS,
    },
  };
}
