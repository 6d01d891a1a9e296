import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAuditAction } from '@ostiary/domain/audit';
import { Permission } from '@ostiary/domain/shared';
import { describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '../migrations');
/** `'noun.past-tense'` in SQL; permissions and our own settings look alike. */
const DOTTED = /'([a-z][a-z_-]*\.[a-z][a-z_-]*)'/g;
const isOther = (text: string) => Permission.safeParse(text).success || text.startsWith('ostiary.');

const written = readdirSync(FOLDER).flatMap((file) =>
  Array.from(readFileSync(join(FOLDER, file), 'utf8').matchAll(DOTTED), ([, text = '']) => text).filter(
    (text) => !isOther(text),
  ),
);

describe('every action that SQL records', () => {
  it('is one that the audit log knows', () => {
    expect(written).toContain('case.returned');
    expect(written.filter((action) => !isAuditAction(action))).toEqual([]);
  });
});
