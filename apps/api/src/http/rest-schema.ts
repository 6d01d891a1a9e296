import type { ConditionalSchemaConverter } from '@orpc/openapi';
import { z } from 'zod';

/** JSON Schema as far as the REST face looks into it. */
export interface JsonSchema {
  [keyword: string]: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

const isZod = (schema: unknown): schema is z.ZodType => schema instanceof z.ZodType;

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json as JsonSchema; // zod's type is wider than what we read
}

/** zod's own JSON Schema: oRPC's converter loses patterns, formats and integers with zod 4.6. Mutates no schema. */
export const ZOD_CONVERTER: ConditionalSchemaConverter = {
  condition: isZod,
  convert: (schema, { strategy }) =>
    isZod(schema) ? [!schema.safeParse(undefined).success, toJsonSchema(schema, strategy)] : [false, {}],
};

const known = { input: new WeakMap<object, JsonSchema>(), output: new WeakMap<object, JsonSchema>() };

/** The JSON Schema of a procedure's input or output, made once; undefined where it has none. */
export function jsonSchemaOf(schema: unknown, io: 'input' | 'output'): JsonSchema | undefined {
  if (!isZod(schema)) return undefined;
  const json = known[io].get(schema) ?? toJsonSchema(schema, io);
  known[io].set(schema, json);
  return json;
}
