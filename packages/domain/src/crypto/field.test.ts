import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CryptoError } from './crypto-error.ts';
import { fernetDecrypt } from './fernet.ts';
import { commitment, fieldKey, openField, sealField } from './field.ts';
import { newDataKey } from './keyring.ts';

const dataKey = newDataKey();
const place = { table: 'customer', column: 'ssn_encrypted', rowId: 'row-1' };
const now = new Date('2026-03-01T12:00:00Z');

describe('a sealed field', () => {
  it('opens in its place, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(openField(dataKey, place, sealField(dataKey, place, { text, now }))).toBe(text);
      }),
    );
  });

  it('is a real Fernet token under the derived key', () => {
    const token = sealField(dataKey, place, { text: '536904399', now });
    expect(fernetDecrypt(fieldKey(dataKey, place), token).toString()).toBe('536904399');
  });

  it.each([
    ['row', dataKey, { ...place, rowId: 'row-2' }],
    ['column', dataKey, { ...place, column: 'address_encrypted' }],
    ['table', dataKey, { ...place, table: 'kyc_document' }],
    ['customer', newDataKey(), place],
  ])('is refused in another %s', (_name, key, elsewhere) => {
    const token = sealField(dataKey, place, { text: '536904399', now });
    expect(() => openField(key, elsewhere, token)).toThrow(CryptoError);
  });

  it('has no place whose parts run into each other', () => {
    expect(() => fieldKey(dataKey, { table: 'a|b', column: 'c', rowId: 'd' })).toThrow(RangeError);
    expect(() => fieldKey(dataKey, { table: 'a', column: '', rowId: 'd' })).toThrow(RangeError);
  });
});

describe('a commitment', () => {
  it('is equal for the same text, label and person only', () => {
    const first = commitment(dataKey, 'ssn', '536904399');
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(commitment(dataKey, 'ssn', '536904399')).toBe(first);
    expect(commitment(dataKey, 'ssn', '536904398')).not.toBe(first);
    expect(commitment(dataKey, 'address', '536904399')).not.toBe(first);
    expect(commitment(newDataKey(), 'ssn', '536904399')).not.toBe(first);
  });
});
