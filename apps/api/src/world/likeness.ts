import { SIMILAR_NAME } from '../features/risk/find-others.service.ts';
import type { Given } from './person.ts';

/** As pg_trgm makes them: two blanks before each word, one after. */
function trigramsOf(name: string): Set<string> {
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return new Set(
    words.flatMap((word) => Array.from({ length: word.length + 1 }, (_, at) => `  ${word} `.slice(at, at + 3))),
  );
}

function isSimilar(one: string, other: string): boolean {
  const [left, right] = [trigramsOf(one), trigramsOf(other)];
  const both = [...left].filter((part) => right.has(part)).length;
  return both / (left.size + right.size - both) >= SIMILAR_NAME;
}

interface Named {
  readonly at: number;
  readonly name: string;
  readonly born: string;
}

/** Places of everybody who has a namesake, or nearly one, born on the same day: by chance, in a large world. */
export function likenessesIn(everybody: readonly (readonly Given[])[]): ReadonlySet<number> {
  const named = everybody.flatMap((given, at): Named[] =>
    given.flatMap((row) =>
      row.code === 'identity' ? [{ at, name: `${row.firstName} ${row.lastName}`, born: row.dateOfBirth }] : [],
    ),
  );
  const days = [...Map.groupBy(named, ({ born }) => born).values()];
  const isAlike = (one: Named, others: readonly Named[]) =>
    others.some((other) => other.at !== one.at && isSimilar(one.name, other.name));
  return new Set(days.flatMap((same) => same.filter((one) => isAlike(one, same)).map(({ at }) => at)));
}
