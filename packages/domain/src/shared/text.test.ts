import { describe, expect, it } from 'vitest';
import { StaffNetworks } from '../auth/index.ts';
import { UploadFields } from '../kyc-documents/index.ts';
import { PutRequirementInput, SaveDraftInput } from '../requirements/index.ts';
import { DecideInput, JudgeInput, QueueFilter } from '../review/index.ts';
import { Day, freeText, Moment } from './text.ts';

const UNSTORABLE = ['\0', 'a\0b', '\uD800', 'x\uDC00', '\uDE00\uD83D'];
const id = '018f0000-0000-7000-8000-000000000000';
const address = { code: 'address', line1: 'a', city: 'b', region: 'IL', postalCode: '60611', country: 'US' };

const FIELDS: readonly [string, (text: string) => { success: boolean }][] = [
  ['the note of a network', (note) => StaffNetworks.safeParse({ networks: [{ network: '192.0.2.0/24', note }] })],
  ['a line of an address', (line1) => PutRequirementInput.safeParse({ ...address, line1 })],
  ['its second line', (line2) => PutRequirementInput.safeParse({ ...address, line2 })],
  ['an address in one line', (text) => PutRequirementInput.safeParse({ code: 'address', text })],
  ['a draft', (text) => SaveDraftInput.safeParse({ code: 'address', fields: { city: text } })],
  ['the name of a draft’s field', (text) => SaveDraftInput.safeParse({ code: 'address', fields: { [text]: 'x' } })],
  [
    'a judge’s note',
    (note) => JudgeInput.safeParse({ id, version: 1, requirement: 'address', verdict: 'accept', note }),
  ],
  ['a decider’s note', (note) => DecideInput.safeParse({ id, version: 1, note })],
  [
    'the note of a reason',
    (note) => DecideInput.safeParse({ id, version: 1, reasons: [{ code: 'OUT_OF_POLICY', note }] }),
  ],
  ['a search', (search) => QueueFilter.safeParse({ search })],
];

describe('text that neither the database nor the record can hold', () => {
  it.each(FIELDS)('is refused as %s, and any other is not', (_field, parse) => {
    expect(parse('Ω 田中 😍').success).toBe(true);
    expect(UNSTORABLE.map((text) => parse(text).success)).toEqual(UNSTORABLE.map(() => false));
  });

  it('is refused after the length: both ends count', () => {
    expect(freeText(3).parse(' abc ')).toBe('abc');
    expect(freeText(3).safeParse('abcd').error?.issues[0]?.message).toBe('TOO_LONG');
  });
});

describe('a time before 1900', () => {
  it('is none of ours', () => {
    expect(['0000-01-01', '0001-01-01', '1899-12-31', '1900-01-01'].map((day) => Day.safeParse(day).success)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(Moment.safeParse('0000-01-01T00:00:00Z').success).toBe(false);
    expect(Moment.safeParse('2026-01-01T00:00:00Z').success).toBe(true);
    const bill = { documentType: 'UTILITY_BILL', documentNumber: 'A1234' };
    expect(UploadFields.safeParse({ ...bill, issuedOn: '0000-01-01' }).success).toBe(false);
    expect(UploadFields.safeParse({ ...bill, issuedOn: '2026-01-01' }).success).toBe(true);
  });
});
