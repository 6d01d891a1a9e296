import { isCanonicalBase64url } from '@ostiary/domain/crypto';
import { invalidField } from '@ostiary/domain/shared';
import { z } from 'zod';

/** Which way a page goes on: `on` as the list is ordered, `back` against it. */
const Way = z.enum(['on', 'back']);
/** PostgreSQL knows no year 0, so whatever a forged cursor holds never reaches a cast. */
const Cursor = z.tuple([Way, z.iso.datetime({ precision: 6 }).regex(/^[12]/), z.uuid()]);

export interface PageKey {
  /** To the microsecond: a page that ends between two of them must not skip one. */
  readonly moment: string;
  readonly id: string;
}
export interface From extends PageKey {
  readonly way: z.infer<typeof Way>;
}

export const cursorOf = (way: From['way'], { moment, id }: PageKey): string =>
  Buffer.from(JSON.stringify([way, moment, id])).toString('base64url');

/** What `cursorOf` wrote. Throws `INVALID_INPUT` on `cursor` for any other text. */
export function readCursor(text: string): From {
  try {
    if (!isCanonicalBase64url(text)) throw new TypeError('not base64url');
    const [way, moment, id] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { way, moment, id };
  } catch {
    throw invalidField('cursor', 'INVALID');
  }
}
