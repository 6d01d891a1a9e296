import { DomainError } from '@ostiary/domain/shared';
import type { JsonSchema } from './rest-schema.ts';

/** Deeper than any body of ours; a tower of brackets would exhaust the stack. */
const MAX_DEPTH = 20;

type Rename = (key: string) => string;

/** `postal_code` → `postalCode`. */
export const toCamel: Rename = (key) =>
  key.replace(/(?<=[a-z0-9])_([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** `postalCode` → `postal_code`. */
export const toSnake: Rename = (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** A path such as `reasons.0.acceptRemaining`. */
export const toSnakePath: Rename = (path) => path.split('.').map(toSnake).join('.');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

const branches = (schema: JsonSchema): JsonSchema[] =>
  [schema.anyOf, schema.oneOf, schema.allOf]
    .flatMap((list) => list ?? [])
    .flatMap((branch) => [branch, ...branches(branch)]);
const withBranches = (schema: JsonSchema | undefined): JsonSchema[] => (schema ? [schema, ...branches(schema)] : []);

function joined(found: (JsonSchema | undefined)[]): JsonSchema | undefined {
  const schemas = found.filter((schema) => schema !== undefined);
  return schemas.length > 1 ? { anyOf: schemas } : schemas[0];
}

/** A record's keys are data, not names: `{type: object}` with no properties and a schema for any value. */
export function isFreeForm(schema: JsonSchema | undefined): boolean {
  return withBranches(schema).some(
    ({ properties, additionalProperties }) => properties === undefined && isObject(additionalProperties),
  );
}

interface Mapping {
  readonly schema: JsonSchema | undefined;
  /** From the body's name of a key to its name in `schema`. */
  readonly nameInSchema: Rename;
  readonly rename: Rename;
}

/** Renames the keys of a JSON value, never its values and never the keys of a free-form record. */
function renameKeys(value: unknown, { schema, nameInSchema, rename }: Mapping): unknown {
  const inner = (next: JsonSchema | undefined): Mapping => ({ schema: next, nameInSchema, rename });
  if (Array.isArray(value)) {
    const items = joined(withBranches(schema).map((branch) => branch.items));
    return value.map((item) => renameKeys(item, inner(items)));
  }
  if (!isObject(value) || isFreeForm(schema)) return value;
  const property = (key: string) =>
    joined(
      withBranches(schema).map(({ properties }) =>
        properties && Object.hasOwn(properties, key) ? properties[key] : undefined,
      ),
    );
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [rename(key), renameKeys(child, inner(property(nameInSchema(key))))]),
  );
}

/** A REST body or query as the procedure wants it. */
export function fromRest(value: unknown, schema: JsonSchema | undefined): unknown {
  return renameKeys(value, { schema, nameInSchema: toCamel, rename: toCamel });
}

/** A procedure's answer as REST says it; dates become ISO texts in the serializer. */
export function toRest(value: unknown, schema: JsonSchema | undefined): unknown {
  return renameKeys(value, { schema, nameInSchema: (key) => key, rename: toSnake });
}

/** Keys that are not snake_case: they would slip past the mapping under the procedure's own names. */
export function foreignKeys(value: unknown, schema: JsonSchema | undefined, path: readonly string[] = []): string[] {
  if (path.length > MAX_DEPTH) throw new DomainError('MALFORMED_REQUEST');
  if (Array.isArray(value)) {
    const items = joined(withBranches(schema).map((branch) => branch.items));
    return value.flatMap((item, index) => foreignKeys(item, items, [...path, String(index)]));
  }
  if (!isObject(value) || isFreeForm(schema)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const here = [...path, key];
    const next = joined(withBranches(schema).map(({ properties }) => properties?.[toCamel(key)]));
    return /[A-Z]/.test(key) ? [here.join('.')] : foreignKeys(child, next, here);
  });
}
