import { z } from 'zod';
import { specOf } from './actions.ts';

/** What stood before and after, as far as the action's sentence may use it. */
export const AuditFacts = z.strictObject({
  before: z.record(z.string(), z.json()).nullable(),
  after: z.record(z.string(), z.json()).nullable(),
});
export type AuditFacts = z.infer<typeof AuditFacts>;

const Recorded = z.looseObject({
  before: z.record(z.string(), z.json()).nullish(),
  after: z.record(z.string(), z.json()).nullish(),
});

function only(keys: readonly string[], values: Record<string, z.core.util.JSONType> | null | undefined) {
  if (!values) return null;
  const kept = Object.entries(values).filter(([key]) => keys.includes(key));
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/** The facts of a record's canonical text that its action names. A text that was tampered with may be no JSON: no facts. */
export function factsOf(action: string, canonical: string): AuditFacts {
  const keys = specOf(action)?.facts ?? [];
  try {
    const { before, after } = Recorded.parse(JSON.parse(canonical));
    return { before: only(keys, before), after: only(keys, after) };
  } catch {
    return { before: null, after: null };
  }
}

/** A customer's name as an auditor reads it: `Asha Rao` is `A••• R•••`, whatever its length. Null for none. */
export function maskedName(name: string): string | null {
  const words = name.split(/\s+/u).filter((word) => word !== '');
  return words.length === 0 ? null : words.map((word) => `${Array.from(word)[0] ?? ''}•••`).join(' ');
}
