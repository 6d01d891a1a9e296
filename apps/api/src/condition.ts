/** A part of a `where`, with its parameters in order. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly unknown[];
}

const joined = (parts: readonly Condition[], word: 'and' | 'or'): Condition => ({
  sql: parts.map(({ sql }) => `(${sql})`).join(` ${word} `),
  params: parts.flatMap(({ params }) => params),
});

/** All of them; true where there are none. */
export const allOf = (parts: readonly Condition[]): Condition =>
  parts.length === 0 ? { sql: 'true', params: [] } : joined(parts, 'and');

/** One of them at least. */
export function anyOf(...parts: readonly [Condition, ...Condition[]]): Condition {
  const { sql, params } = joined(parts, 'or');
  return { sql: `(${sql})`, params };
}

/** A list as one parameter of SQL, to be cast: `any (?::uuid[])`. Quoted, because an id may be any text. */
export const listOf = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;

/** LIKE's own wildcards mean themselves in what people type. */
export const literal = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
