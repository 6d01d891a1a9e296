import { maskAadhaar, maskAccountNumber, maskDocumentNumber, maskGstin, maskPan } from '@ostiary/domain/identifiers';
import type { Language } from '@ostiary/domain/shared';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from './case-file.service.ts';
import { type GivenCode, readGiven } from './given.service.ts';

const OWNERS = {
  en: (count: number) => (count === 1 ? '1 owner' : `${count} owners`),
  hi: (count: number) => `${count} मालिक`,
} as const;
const NOBODY = { en: 'Nobody at the threshold', hi: 'सीमा तक कोई नहीं' } as const;

interface Asked {
  readonly code: GivenCode;
  readonly language: Language;
}

type Summary = (file: CaseFile, vault: Vault, language: Language) => string | null;

const SUMMARIES: Record<GivenCode, Summary> = {
  aadhaar: (file, vault) => {
    const given = readGiven(file, vault, 'aadhaar');
    return given && maskAadhaar(given.aadhaar);
  },
  pan: (file, vault) => {
    const given = readGiven(file, vault, 'pan');
    return given && maskPan(given.pan);
  },
  tax_id_alternative: (file, vault) => {
    const given = readGiven(file, vault, 'tax_id_alternative');
    if (!given) return null;
    if (given.kind === 'itin') return `ITIN ${maskAccountNumber(given.itin)}`;
    return `${given.passportCountry} ${maskDocumentNumber(given.passportNumber)}`;
  },
  bank_account: (file, vault) => {
    const given = readGiven(file, vault, 'bank_account');
    if (!given) return null;
    return `${'ifsc' in given ? given.ifsc : given.routingNumber} ${maskAccountNumber(given.accountNumber)}`;
  },
  business: (file, vault) => {
    const given = readGiven(file, vault, 'business');
    if (!given) return null;
    const gstin = 'gstin' in given && given.gstin !== undefined ? [maskGstin(given.gstin)] : [];
    return [given.legalName, maskDocumentNumber(given.registrationNumber), ...gstin].join(', ');
  },
  owners: (file, vault, language) => {
    const given = readGiven(file, vault, 'owners');
    if (!given) return null;
    return given.owners.length === 0 ? NOBODY[language] : OWNERS[language](given.owners.length);
  },
  control_person: (file, vault) => {
    const given = readGiven(file, vault, 'control_person');
    return given && `${given.firstName} ${given.lastName}, ${given.title}`;
  },
};

/** What was given for one row, in a line, identifiers masked; null while nothing was. */
export function givenSummary(file: CaseFile, vault: Vault, { code, language }: Asked): string | null {
  return SUMMARIES[code](file, vault, language);
}
