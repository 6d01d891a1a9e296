import { describe, expect, it } from 'vitest';
import { DatedDetails, DocumentDetails, FirstDetails, uploadBody, uploadFields } from './document-details.ts';

const details: DocumentDetails = {
  documentType: 'PASSPORT',
  documentNumber: ' X1231882 ',
  issuingCountry: 'US',
  issuingRegion: '',
  issuedOn: '',
  expiresOn: '2030-01-31',
};
const problems = (changed: Partial<Record<keyof DocumentDetails, string>>) =>
  DocumentDetails.safeParse({ ...details, ...changed }).error?.issues.map(({ path, message }) => [
    path.join('.'),
    message,
  ]);

describe('the body of an upload', () => {
  it('leaves out what was not typed and has the file last', () => {
    const body = [...uploadBody(uploadFields(details, 'FRONT'), new File(['x'], 'passport.pdf'))];
    expect(body.slice(0, -1)).toEqual([
      ['document_type', 'PASSPORT'],
      ['document_number', 'X1231882'],
      ['side', 'FRONT'],
      ['issuing_country', 'US'],
      ['expires_on', '2030-01-31'],
    ]);
    expect(body.at(-1)?.[0]).toBe('document_file');
  });
});

describe('the details of a document', () => {
  it.each([
    [{ documentType: '' }, 'documentType', 'DOCUMENT_TYPE_UNKNOWN'],
    [{ documentNumber: '' }, 'documentNumber', 'REQUIRED'],
    [{ documentNumber: 'X/1' }, 'documentNumber', 'DOCUMENT_NUMBER_FORMAT'],
    [{ expiresOn: '2020-01-01' }, 'expiresOn', 'DATE_IN_PAST'],
    [{ issuedOn: '2999-01-01' }, 'issuedOn', 'DATE_IN_FUTURE'],
    [{ issuedOn: '2026-02-31' }, 'issuedOn', 'DATE_FORMAT'],
  ])('refuse %o', (changed, path, code) => {
    expect(problems(changed)).toContainEqual([path, code]);
  });

  it('ask for a date where the bank asks how old it may be', () => {
    const bill = { ...details, documentType: 'UTILITY_BILL' as const, issuedOn: '' };
    expect(DatedDetails.safeParse(bill).error?.issues).toMatchObject([{ path: ['issuedOn'], message: 'REQUIRED' }]);
    expect(DatedDetails.safeParse({ ...bill, issuedOn: '2026-01-02' }).success).toBe(true);
  });

  it('ask for the state of a licence, once', () => {
    const licence = { ...details, documentType: 'DRIVER_LICENSE' as const };
    expect(FirstDetails.safeParse(licence).error?.issues).toMatchObject([
      { path: ['issuingRegion'], message: 'REQUIRED' },
    ]);
    expect(FirstDetails.safeParse({ ...licence, issuingRegion: 'IL' }).success).toBe(true);
    expect(DocumentDetails.safeParse(licence).success).toBe(true);
  });
});
