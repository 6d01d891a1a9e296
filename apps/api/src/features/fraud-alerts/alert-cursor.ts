import { isCanonicalBase64url } from '@ostiary/domain/crypto';
import { invalidField } from '@ostiary/domain/shared';
import { z } from 'zod';

/** Severity, moment (to the microsecond) and id of a page's last row; PostgreSQL knows no year 0. */
const Cursor = z.tuple([z.int().min(1).max(4), z.iso.datetime({ precision: 6 }).regex(/^[12]/), z.uuid()]);
type Cursor = z.infer<typeof Cursor>;

export const writeCursor = (key: Cursor): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key of a cursor that we made. Throws `INVALID_INPUT` on `cursor` for any other text. */
export function readCursor(text: string): Cursor {
  try {
    if (!isCanonicalBase64url(text)) throw new TypeError('not base64url');
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw invalidField('cursor', 'INVALID');
  }
}
