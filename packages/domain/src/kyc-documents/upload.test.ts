import { describe, expect, it } from 'vitest';
import { displayFileName, issuerOf, mayBeOneIssuer, readUpload } from './upload.ts';

const TODAY = '2026-11-21';
const codes = (given: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(readUpload(given, TODAY).problems ?? {}).map(([field, problems]) => [
      field,
      problems.map(({ code }) => code),
    ]),
  );

describe('the fields of an upload', () => {
  it('get a side when it is left out', () => {
    expect(readUpload({ documentType: 'PASSPORT', documentNumber: ' x1234 ' }, TODAY)).toEqual({
      fields: { documentType: 'PASSPORT', documentNumber: 'x1234', side: 'FRONT' },
      problems: null,
    });
  });

  it.each<[Record<string, string>, Record<string, string[]>]>([
    [{}, { documentType: ['DOCUMENT_TYPE_UNKNOWN'], documentNumber: ['REQUIRED'] }],
    [
      { documentType: 'PASSPORT', documentNumber: 'X1', expiresOn: '2026-11-20' },
      { documentNumber: ['DOCUMENT_NUMBER_FORMAT'], expiresOn: ['DATE_IN_PAST'] },
    ],
    [{ documentType: 'PASSPORT', documentNumber: 'X1234', expiresOn: TODAY, issuedOn: TODAY }, {}],
    [{ documentType: 'UTILITY_BILL', documentNumber: 'X1234', expiresOn: '2020-01-01' }, {}],
    [
      { documentType: 'CAT', documentNumber: 'X1234', issuedOn: '2026-11-22', side: 'LEFT' },
      { documentType: ['DOCUMENT_TYPE_UNKNOWN'], issuedOn: ['DATE_IN_FUTURE'], side: ['INVALID'] },
    ],
    [
      { documentType: 'PASSPORT', documentNumber: '!', issuedOn: '2026-02-30', role: 'admin' },
      { documentNumber: ['DOCUMENT_NUMBER_FORMAT'], issuedOn: ['DATE_FORMAT'], role: ['UNKNOWN_FIELD'] },
    ],
    [{ documentType: 'PASSPORT', documentNumber: 'X1234', constructor: 'x' }, { constructor: ['UNKNOWN_FIELD'] }],
  ])('are judged all at once: %j', (given, expected) => {
    expect(codes(given)).toEqual(expected);
  });

  it('tell states apart as issuers', () => {
    expect([
      issuerOf({}, 'IN'),
      issuerOf({ issuingCountry: 'US' }, 'IN'),
      issuerOf({ issuingRegion: 'il' }, 'US'),
    ]).toEqual(['IN', 'US', 'US-IL']);
  });

  it.each([
    ['US', 'US', true],
    ['US', 'US-CA', true],
    ['US-CA', 'US', true],
    ['US-CA', 'US-NY', false],
    ['US', 'IN', false],
  ])('take %s and %s for one issuer: %s', (one, other, expected) => {
    expect(mayBeOneIssuer(one, other)).toBe(expected);
  });

  it('name a region that there is', () => {
    const given = { documentType: 'DRIVER_LICENSE', documentNumber: 'S5550001' };
    expect(codes({ ...given, issuingCountry: 'US', issuingRegion: 'ZZ' })).toEqual({ issuingRegion: ['INVALID'] });
    expect(codes({ ...given, issuingRegion: 'il' })).toEqual({});
    expect(codes({ ...given, issuingCountry: 'CA', issuingRegion: 'ON' })).toEqual({});
  });
});

describe('a display name', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\fakepath\\id.png', 'id.png'],
    ['bill\r\nSet-Cookie: a=b.pdf', 'billSet-Cookie a=b.pdf'],
    ['gpj.\u202Eexe', 'gpj.exe'],
    ['a"b<c>.pdf', 'abc.pdf'],
    ['पासपोर्ट.jpg', 'पासपोर्ट.jpg'],
    ['', 'document'],
    [undefined, 'document'],
    ['x'.repeat(500), 'x'.repeat(120)],
  ])('of %j is %j', (name, shown) => {
    expect(displayFileName(name)).toBe(shown);
  });
});

describe('a long file name', () => {
  it('is cut between characters, not inside one', () => {
    expect(displayFileName(`${'a'.repeat(119)}📄📄`)).toBe(`${'a'.repeat(119)}📄`);
  });
});
