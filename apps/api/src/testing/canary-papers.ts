import type { DocumentReading } from '@ostiary/domain/kyc-documents';
import type { CanaryKind } from './canary-numbers.ts';
import type { CanaryDocument, CanaryPerson } from './canary-people.ts';
import { samplePdf, samplePicture } from './samples.ts';

/** Papers print all that their owner gave, so that it is read. */
export async function canaryFile({ documentType, number }: CanaryDocument, { at, canaries }: CanaryPerson) {
  if (documentType === 'PASSPORT')
    return { name: 'passport.jpg', mediaType: 'image/jpeg', bytes: await samplePicture('jpeg', at) };
  const lines = canaries.filter(({ kind }) => kind !== 'password').map(({ kind, text }) => `${kind}: ${text}`);
  const text = [`Paper ${at}, fictional`, 'Wren Fictional', `Account number: ${number}`, ...lines].join('\n');
  return { name: 'paper.pdf', mediaType: 'application/pdf', bytes: await samplePdf(text) };
}

const NUMBERS = {
  ssn: 'ssn',
  itin: 'tax_id_alternative',
  passport: 'tax_id_alternative',
  aadhaar: 'aadhaar',
  pan: 'pan',
  accountNumber: 'bank_account',
  registrationNumber: 'business',
} as const;

/** As `readDocument` would have found it on such a paper. */
export function canaryReading({ canaries }: CanaryPerson, number: string): DocumentReading {
  const found = (wanted: CanaryKind) => canaries.find(({ kind }) => kind === wanted)?.text ?? null;
  const kinds = ['ssn', 'itin', 'passport', 'aadhaar', 'pan', 'accountNumber', 'registrationNumber'] as const;
  return {
    name: 'Wren Fictional',
    businessName: null,
    dateOfBirth: found('birthDate'),
    street: found('addressLine'),
    city: null,
    postalCode: null,
    number,
    issuedOn: null,
    expiresOn: null,
    nationality: null,
    identifiers: kinds.flatMap((kind) => {
      const printed = found(kind);
      return printed === null ? [] : [{ requirement: NUMBERS[kind], printed }];
    }),
  };
}
