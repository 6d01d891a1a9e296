/** A piece of a WHERE clause and what its `?` stand for. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly unknown[];
}

const join = (parts: readonly Condition[], word: string): Condition => ({
  sql: parts.map((part) => part.sql).join(` ${word} `),
  params: parts.flatMap((part) => part.params),
});

export function allOf(parts: readonly Condition[]): Condition {
  return parts.length === 0 ? { sql: 'true', params: [] } : join(parts, 'and');
}

export function anyOf(parts: readonly Condition[]): Condition {
  const { sql, params } = join(parts, 'or');
  return { sql: `(${sql})`, params };
}

/** A list as one parameter; for codes and ids, which hold neither quotes nor commas. */
export const listOf = (values: readonly string[]): string => `{${values.join(',')}}`;
