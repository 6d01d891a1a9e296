import { isCanonicalBase64url } from '@ostiary/domain/crypto';
import type { QueueSort } from '@ostiary/domain/review';
import { invalidField } from '@ostiary/domain/shared';
import { z } from 'zod';

/** PostgreSQL's own text of a moment; whatever else a forged cursor holds never reaches a cast. */
const Moment = z
  .string()
  .regex(/^[12]\d{3}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/)
  .refine((text) => z.iso.date().safeParse(text.slice(0, 10)).success);
const Rank = z.int().min(-100).max(1);

/** The keys of each order, all ascending; microseconds matter, so moments travel as text. The id makes them unique. */
export const ORDERS = {
  due: { keys: ['due_at', 'submitted_at', 'id'], casts: ['timestamptz', 'timestamptz', 'uuid'] },
  age: { keys: ['submitted_at', 'id'], casts: ['timestamptz', 'uuid'] },
  risk: { keys: ['risk_rank', 'due_at', 'id'], casts: ['smallint', 'timestamptz', 'uuid'] },
} as const satisfies Record<QueueSort, { keys: readonly string[]; casts: readonly string[] }>;

const CURSORS = {
  due: z.tuple([z.literal('due'), Moment, Moment, z.uuid()]),
  age: z.tuple([z.literal('age'), Moment, z.uuid()]),
  risk: z.tuple([z.literal('risk'), Rank, Moment, z.uuid()]),
};

export type KeyValues = readonly (string | number)[];

/** The key of a page's last row. Throws `INVALID_INPUT` on `cursor` for what we did not make, or made for another order. */
export function readCursor(text: string, sort: QueueSort): KeyValues {
  try {
    if (!isCanonicalBase64url(text)) throw new TypeError('not base64url');
    return CURSORS[sort].parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).slice(1);
  } catch {
    throw invalidField('cursor', 'INVALID');
  }
}

export const cursorOf = (sort: QueueSort, values: KeyValues): string =>
  Buffer.from(JSON.stringify([sort, ...values])).toString('base64url');
