import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

const about = (description: string, unset?: string) => ({ description, unset });

/** Where the two doors listen. */
export const DOOR_SETTINGS = {
  PUBLIC_PORT: port.default(8000).meta(about('Port of the customer door')),
  STAFF_PORT: port.default(8001).meta(about('Port of the staff door')),
  PUBLIC_HOST: z
    .string()
    .optional()
    .meta(
      about(
        'Address the customer door listens on; local refuses any but loopback',
        'local: 127.0.0.1 and ::1; production: every address',
      ),
    ),
  STAFF_HOST: z
    .string()
    .optional()
    .meta(
      about(
        'Address the staff door listens on; local refuses any but loopback',
        'local: 127.0.0.1 and ::1; production: every address',
      ),
    ),
} as const;
