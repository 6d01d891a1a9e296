import { z } from 'zod';
import { staffRouter } from '../router.ts';
import type { StaffCaller } from './callers.ts';

interface GivenAnswer {
  readonly path: string;
  readonly text: string;
}

interface Query {
  readonly _def: { readonly type: string; readonly inputs: readonly unknown[] };
}
// tRPC types its flat record by procedure; here every one is alike.
const PROCEDURES = staffRouter._def.procedures as unknown as Record<string, Query>;
const isZod = (schema: unknown): schema is z.ZodType => schema instanceof z.ZodType;

export const STAFF_QUERIES = Object.entries(PROCEDURES).flatMap(([path, { _def }]) =>
  _def.type === 'query' ? [path] : [],
);

/** Which of the inputs a query takes; one of any where it takes none. */
function asked({ _def: { inputs } }: Query, offered: readonly object[]): readonly object[] {
  const schema = inputs.find(isZod);
  return schema ? offered.filter((input) => schema.safeParse(input).success) : offered.slice(0, 1);
}

/** What one person reads at the staff door: the answer of every query to each of `inputs`; refusals are left out. */
export async function allAnswers(api: StaffCaller, inputs: readonly object[]): Promise<GivenAnswer[]> {
  const found: GivenAnswer[] = [];
  for (const [path, query] of Object.entries(PROCEDURES).filter(([, { _def }]) => _def.type === 'query')) {
    const call = path.split('.').reduce<unknown>((node, name) => Reflect.get(Object(node), name), api);
    for (const input of asked(query, inputs)) {
      // A caller has a function at the end of each path.
      const answer = await (call as (given: object) => Promise<unknown>)(input).then(JSON.stringify, () => null);
      if (typeof answer === 'string') found.push({ path, text: answer });
    }
  }
  return found;
}
