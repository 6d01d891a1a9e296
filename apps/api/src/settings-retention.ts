import { z } from 'zod';

const count = z.coerce.number().int().min(1);

/** How long the bank keeps what it no longer works with. */
export const RETENTION_SETTINGS = {
  RETENTION_REFUSED_YEARS: count.default(7).meta({
    description:
      'Years until the file of a refused or replaced document is removed, and whoever was declined or withdrew is erased',
  }),
  RETENTION_INCOMPLETE_DAYS: count
    .default(90)
    .meta({ description: 'Days without a change until an unfinished application is closed and its applicant told' }),
  RETENTION_ABANDONED_DAYS: count.default(365).meta({
    description: 'Days without a change or a sign-in until the data of somebody who never submitted is erased',
  }),
} as const;
