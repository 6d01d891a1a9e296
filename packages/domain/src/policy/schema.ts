import { z } from 'zod';
import { Policy } from './policy.ts';

/**
 * The shape of a policy as JSON Schema (draft 2020-12), as published in docs/policy.schema.json. Rules across fields (no
 * row twice, owners need a threshold) cannot be said in it; `Policy` checks them as well.
 */
export function policyJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(Policy, { io: 'input' });
  return { $schema, title: 'Ostiary policy', ...rest };
}
