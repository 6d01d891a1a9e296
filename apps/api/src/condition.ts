/** A part of a `where`, with its parameters in order. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** All of them; true where there are none. */
export const allOf = (parts: readonly Condition[]): Condition => ({
  sql: parts.map(({ sql }) => `(${sql})`).join(' and ') || 'true',
  params: parts.flatMap(({ params }) => params),
});

/** A list as one parameter of SQL, to be cast: `any (?::uuid[])`. Quoted, because an id may be any text. */
export const listOf = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;

/** LIKE's own wildcards mean themselves in what people type. */
export const literal = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
