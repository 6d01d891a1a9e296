import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameAddress, isSameDay, isSameName, isSameNumber } from './index.ts';
import { DocumentReading, readDocument, type TypedFacts } from './reading.ts';

const TODAY = '2026-11-21';
const TYPED: TypedFacts = {
  documentType: 'UTILITY_BILL',
  name: { firstName: 'Avery Jane', lastName: 'Stone' },
  businessName: null,
  dateOfBirth: '1990-04-12',
  issuedOn: '2026-10-03',
  expiresOn: null,
  address: {
    line1: '400 North Lake Street',
    city: 'Chicago',
    postalCode: '60611',
    country: 'US',
  },
  number: 'B12345678',
  identifiers: [{ requirement: 'ssn', value: '536904399' }],
};
const read = (text: string, typed: Partial<TypedFacts> = {}) => readDocument(text, { ...TYPED, ...typed }, TODAY);
const person = (firstName: string, lastName: string) => ({ name: { firstName, lastName } });

const BILL = `LAKE POWER CO. (fictional)   Customer service 1-800-555-0100
Account number: B 1234-5678
Billing date: October 3, 2026    Due date: October 24, 2026
MS AVERY J. STONE
400 N. Lake St.
Chicago, IL 60611-2204
Tax id on file 536-90-4399`;

describe('the reading of a document', () => {
  it('holds what the form asks for, as it is printed, and nothing else', () => {
    expect(read(BILL)).toEqual({
      name: 'AVERY J. STONE',
      businessName: null,
      dateOfBirth: null,
      street: '400 N. Lake',
      city: 'Chicago',
      postalCode: '60611-2204',
      number: 'B 1234-5678',
      issuedOn: 'October 3, 2026',
      expiresOn: null,
      nationality: null,
      identifiers: [{ requirement: 'ssn', printed: '536-90-4399' }],
    });
  });

  it('is nothing for a text that answers nothing', () => {
    expect(read('Terms and conditions apply.\nPage 1 of 1')).toBeNull();
    expect(read('')).toBeNull();
  });

  it('says what a document holds in place of what was typed', () => {
    const other = `Customer name: Jordan Reyes\nA/C No.: XXXX XXXX 9911\nStatement date: 11/02/2026`;
    const reading = read(other, { documentType: 'BANK_STATEMENT' });
    expect(reading).toMatchObject({ name: 'Jordan Reyes', number: 'XXXX XXXX 9911', issuedOn: '11/02/2026' });
  });

  it('takes name, birth, number, expiry and nationality from a machine-readable zone', () => {
    const zone = `PASSPORT\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10`;
    expect(read(zone, { documentType: 'PASSPORT', number: 'X1' })).toMatchObject({
      name: 'ANNA MARIA ERIKSSON',
      dateOfBirth: '1974-08-12',
      number: 'L898902C3',
      expiresOn: '2012-04-15',
      nationality: 'UTO',
    });
  });

  it('finds a company by its whole name', () => {
    const found = read('Registered: NORTH LAKE TRADING, LLC of Illinois', { businessName: 'North Lake Trading LLC' });
    expect(found?.businessName).toBe('NORTH LAKE TRADING, LLC');
  });
});

describe('a printed name', () => {
  it.each([
    ['Avery Stone', person('Avery', 'Stone'), 'Avery Stone'],
    ['STONE, AVERY JANE', person('Avery Jane', 'Stone'), 'STONE, AVERY JANE'],
    ['Ms A. Stone', person('Avery', 'Stone'), 'A. Stone'],
    ['Stone Avery Quinn', person('Avery', 'Stone'), 'Stone Avery'],
    ['Avery Quinn Stone', person('Avery', 'Stone'), 'Avery Quinn Stone'],
    ['JOSE NUNEZ-MARTI', person('José', 'Núñez Martí'), 'JOSE NUNEZ-MARTI'],
    ['Zoë O’Brien', person('Zoe', "O'Brien"), 'Zoë O’Brien'],
    ['BJOERN MUELLER', person('Björn', 'Müller'), 'BJOERN MUELLER'],
    ['Łukasz Groß', person('Lukasz', 'Gross'), 'Łukasz Groß'],
    ['श्रीमती मीरा शर्मा', person('मीरा', 'शर्मा'), 'मीरा शर्मा'],
    ['शर्मा, मीरा', person('मीरा', 'शर्मा'), 'शर्मा, मीरा'],
    ['Ramesh K', person('Ramesh', 'Kumar'), 'Ramesh K'],
    ['R. Krishnan', person('Ramesh', 'Krishnan'), 'R. Krishnan'],
  ])('is found in %j', (text, typed, name) => expect(read(text, typed)?.name).toBe(name));

  it.each([
    ['Jordan Stone', person('Avery', 'Stone')],
    ['Avery paid a bill', person('Avery', 'Brown')],
    ['Bought by Avery a year ago', person('Avery', 'Adams')],
    ['A S', person('Avery', 'Stone')],
    ['Averystone', person('Avery', 'Stone')],
    // A vowel sign makes another name.
    ['मिरा शर्मा', person('मीरा', 'शर्मा')],
    ['Avery one two Stone', person('Avery', 'Stone')],
  ])('is not found in %j', (text, typed) => expect(read(text, typed)).toBeNull());
});

describe('a printed date', () => {
  it.each([
    ['Issued: 2026-11-02', '2026-11-02', '2026-11-02'],
    ['Date of issue 02.11.2026', '02.11.2026', '2026-11-02'],
    ['Bill date 2nd Nov 2026 due 20 Nov 2026', '2nd Nov 2026', '2026-11-02'],
    ['Statement date: Nov. 2, 2026', 'Nov. 2, 2026', '2026-11-02'],
    ['दिनांक: २ नवंबर २०२६', '२ नवंबर २०२६', '2026-11-02'],
    ['जारी ०२/११/२०२६', '०२/११/२०२६', '2026-11-02'],
    ['Date of issue\n02 Nov 2026', '02 Nov 2026', '2026-11-02'],
    ['Period from 1 Jan 2026 to 31 Jan 2026. Dated 2 Nov 2026', '2 Nov 2026', '2026-11-02'],
    ['Date 12 फ़रवरी 2026', '12 फ़रवरी 2026', '2026-02-12'],
  ])('of issue is found in %j', (text, printed, day) => {
    const issuedOn = read(text, { issuedOn: null })?.issuedOn ?? '';
    expect(issuedOn).toBe(printed.normalize('NFC'));
    expect(isSameDay(day, issuedOn)).toBe(true);
  });

  it('is told from other days by its own label', () => {
    const card = 'Date of birth 12 Apr 1990  Date of issue 03 Oct 2026  Date of expiry 02 Oct 2036';
    expect(read(card)).toMatchObject({
      dateOfBirth: '12 Apr 1990',
      issuedOn: '03 Oct 2026',
      expiresOn: '02 Oct 2036',
    });
    expect(read('Due date: 24 October 2026')?.issuedOn ?? null).toBeNull();
    expect(read('Date 31/02/2026')?.issuedOn ?? null).toBeNull();
  });

  it('agrees with either order of day and month', () => {
    expect(['2026-05-04', '2026-04-05', '2026-06-04'].map((day) => isSameDay(day, '04/05/2026'))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a printed address', () => {
  const INDIAN = { line1: 'B-204 Shanti Nagar, MG Road', city: 'पुणे', postalCode: '411001', country: 'IN' } as const;

  it('is found in Hindi, with the postal code in groups', () => {
    const found = read('बी\nB 204, SHANTI NAGAR\nपुणे 411 001', { address: INDIAN });
    expect(found).toMatchObject({ street: 'B 204, SHANTI NAGAR', city: 'पुणे', postalCode: '411 001' });
  });

  it('brings the postal code below the street along, though another was typed', () => {
    const found = read('400 North Lake Street\nChicago IL 60699');
    expect(found).toMatchObject({ street: '400 North Lake Street', postalCode: '60699' });
    const parts = { street: found?.street ?? null, city: found?.city ?? null, postalCode: found?.postalCode ?? null };
    expect(TYPED.address && isSameAddress(TYPED.address, parts)).toBe(false);
    expect(TYPED.address && isSameAddress(TYPED.address, { ...parts, postalCode: '60611-1' })).toBe(true);
  });

  it.each(['401 North Lake Street', '400 North Shore Street', 'Chicago Tribune', '400 customers in Lakeview'])(
    'is not found in %j',
    (text) => expect(read(text)).toBeNull(),
  );

  it('is found for an address given as one line', () => {
    const address = { text: '400 North Lake Street, Chicago' };
    expect(read('400 NORTH LAKE STREET', { address })?.street).toBe('400 NORTH LAKE STREET');
  });
});

describe('a printed number', () => {
  it.each(['B12345678', 'b 1234 5678', 'No. B-1234-5678.', 'B1234५६७८'])('is found in %j', (text) =>
    expect(isSameNumber('B12345678', read(text)?.number ?? '')).toBe(true),
  );
  it.each(['AB12345678', 'B123456789', 'B1234567', 'B12345:678'])('is not found in %j', (text) =>
    expect(read(text)).toBeNull(),
  );
  it('that is blacked out agrees by its end alone', () => {
    expect([isSameNumber('B12345678', 'XXXXX5678'), isSameNumber('B12345678', '****1234')]).toEqual([true, false]);
  });
});

describe('a hostile text', () => {
  it('is read without its control characters and marks of direction', () => {
    const found = read('\u202eAv\u0000ery\u200f \u2066Sto\u00adne\u2069\u0007\uD800');
    expect(found?.name).toBe('Avery Stone');
    expect(isSameName({ firstName: 'Avery', lastName: 'Stone' }, found?.name ?? '')).toBe(true);
  });

  it('ends after 20 000 characters', () => {
    expect(read(`${'x '.repeat(10_000)}\nAvery Stone`)).toBeNull();
    expect(read(`${'x '.repeat(9_900)}\nAvery Stone`)?.name).toBe('Avery Stone');
  });

  it.each([
    ['one line of numbers', '1'.repeat(200_000)],
    ['names without end', 'Avery '.repeat(40_000)],
    ['dates without end', 'date 01/02/2026 '.repeat(20_000)],
    ['labels without end', 'Name: '.repeat(40_000)],
    ['house numbers without end', '400 Lake '.repeat(40_000)],
    ['separators without end', '- . / '.repeat(40_000)],
    ['spaces and lines', `${' '.repeat(100)}\n`.repeat(2_000)],
    ['marks on one letter', `e${'\u0301'.repeat(200_000)}`],
    ['fillers of a zone', `${'P'.padEnd(44, '<')}\n`.repeat(4_000)],
  ])('costs little: %s', (_, text) => {
    const from = performance.now();
    const found = read(text);
    expect(performance.now() - from).toBeLessThan(2_000);
    if (found) expect(DocumentReading.safeParse(found).success).toBe(true);
  });

  it('never throws and yields what fits its row', () => {
    const pieces = [
      'Avery',
      'Stone',
      '400 Lake',
      'Name:',
      '01/02/2026',
      '\n',
      '  ',
      '\u202e',
      'B12345678',
      'date',
      '…',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 60 });
    fc.assert(
      fc.property(text, (parts) => {
        const found = read(parts.join(' '));
        if (found) expect(JSON.stringify(found).length).toBeLessThan(3_000);
      }),
      { numRuns: 40 },
    );
  });
});
