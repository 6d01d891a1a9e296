import { isCanonicalBase64url } from '@ostiary/domain/crypto';
import { invalidField } from '@ostiary/domain/shared';
import { z } from 'zod';

/** How SQL writes the moment of a row, to the microsecond: a page that ended between two of them must not skip one. */
export const momentOf = (column: string) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The key of a page's last row. PostgreSQL knows no year 0, so whatever a forged cursor holds never reaches a cast. */
const Cursor = z.tuple([z.iso.datetime({ precision: 6 }).regex(/^[12]/), z.uuid()]);

interface PageKey {
  readonly moment: string;
  readonly id: string;
}

/** One page out of up to `limit + 1` rows, and the cursor of the next (base64url of JSON); null at the end. */
export function pageOf<Row extends PageKey>(
  rows: readonly Row[],
  limit: number,
): { page: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length <= limit || !last) return { page, nextCursor: null };
  return { page, nextCursor: Buffer.from(JSON.stringify([last.moment, last.id])).toString('base64url') };
}

/** Moment and id of a cursor that `pageOf` made. Throws `INVALID_INPUT` on `cursor` for any other text. */
export function readCursor(text: string): [moment: string, id: string] {
  try {
    if (!isCanonicalBase64url(text)) throw new TypeError('not base64url');
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw invalidField('cursor', 'INVALID');
  }
}
