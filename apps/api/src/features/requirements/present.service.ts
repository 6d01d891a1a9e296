import { maskSsn } from '@ostiary/domain/identifiers';
import {
  isOpenTo,
  type LedgerRow,
  REQUIREMENT_TEXT,
  type RequirementCode,
  type RequirementRow,
} from '@ostiary/domain/requirements';
import { ReasonCode, toldReason } from '@ostiary/domain/review';
import type { Language } from '@ostiary/domain/shared';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from './case-file.service.ts';
import { givenSummary } from './given-summary.ts';
import { isGivenCode } from './given.service.ts';

/** A stored address: structured, or the single line that REST takes. */
export type StoredAddress =
  | { readonly text: string }
  | {
      readonly line1: string;
      readonly line2?: string;
      readonly city: string;
      readonly region: string;
      readonly postalCode: string;
      readonly country: string;
    };

export function addressOf(file: Pick<CaseFile, 'customer'>, vault: Vault): StoredAddress | null {
  const { id, addressEncrypted } = file.customer;
  if (addressEncrypted == null) return null;
  const place = { table: 'customer', column: 'address_encrypted', rowId: id, requirement: 'address' } as const;
  const text = vault.read(place, addressEncrypted);
  // Written by putRequirement as one of the two forms.
  return text === null ? null : (JSON.parse(text) as StoredAddress);
}

export function sayAddress(address: StoredAddress): string {
  if ('text' in address) return address.text;
  return [address.line1, address.line2, address.city, `${address.region} ${address.postalCode}`, address.country]
    .filter(Boolean)
    .join(', ');
}

/** Null while none was given, and where what was stored does not open. */
export function wholeSsn({ customer }: Pick<CaseFile, 'customer'>, vault: Vault): string | null {
  const { id: rowId, ssnEncrypted } = customer;
  const place = { table: 'customer', column: 'ssn_encrypted', rowId, requirement: 'ssn' } as const;
  return ssnEncrypted == null ? null : vault.read(place, ssnEncrypted);
}

export function maskedSsn(file: Pick<CaseFile, 'customer'>, vault: Vault): string | null {
  const ssn = wholeSsn(file, vault);
  return ssn && maskSsn(ssn);
}

const DOCUMENT_NAMES: Record<string, Record<Language, string>> = {
  GOVERNMENT_ID: { en: 'Government id', hi: 'सरकारी पहचान-पत्र' },
  PASSPORT: { en: 'Passport', hi: 'पासपोर्ट' },
  DRIVER_LICENSE: { en: 'Driver’s license', hi: 'ड्राइविंग लाइसेंस' },
  UTILITY_BILL: { en: 'Utility bill', hi: 'उपयोगिता बिल' },
  BANK_STATEMENT: { en: 'Bank statement', hi: 'बैंक विवरण' },
  OTHER: { en: 'Other document', hi: 'अन्य दस्तावेज़' },
};
const SIDES = { FRONT: { en: 'front', hi: 'आगे' }, BACK: { en: 'back', hi: 'पीछे' } } as const;

function documentSummary(file: CaseFile, code: RequirementCode, language: Language): string | null {
  const documents = file.documents.filter(
    (document) => document.requirement === code && document.status !== 'REJECTED',
  );
  const [first] = documents;
  if (!first) return null;
  const sides = documents.map((document) => SIDES[document.side][language]).join(', ');
  return `${DOCUMENT_NAMES[first.documentType]?.[language] ?? first.documentType}, ${sides}`;
}

/** What was given for a row, in words, masked where it identifies. */
function summary(file: CaseFile, row: LedgerRow, { vault, language }: Presentation): string | null {
  const { customer, user } = file;
  if (row.kind === 'document') return documentSummary(file, row.code, language);
  if (row.code === 'identity') return [customer.firstName, customer.lastName].filter(Boolean).join(' ') || null;
  if (row.code === 'email') return user.email;
  if (row.code === 'phone') return user.phoneNumber ?? null;
  if (row.code === 'ssn') return maskedSsn(file, vault);
  if (isGivenCode(row.code)) return givenSummary(file, vault, { code: row.code, language });
  if (row.code !== 'address') return null;
  const address = addressOf(file, vault);
  return address && sayAddress(address);
}

interface Presentation {
  readonly vault: Vault;
  readonly language: Language;
}

/** What the pinned policy says of a document row. */
function documentRules({ policy }: CaseFile, code: RequirementCode): Pick<RequirementRow, 'accepts' | 'maxAgeDays'> {
  const asked = policy.requirements.find((row) => row.code === code);
  return asked?.kind === 'document'
    ? { accepts: asked.accepts, maxAgeDays: asked.maxAgeDays ?? null }
    : { accepts: null, maxAgeDays: null };
}

/** Ledger rows as the applicant reads them. */
export function presentRows(file: CaseFile, { vault, language }: Presentation): RequirementRow[] {
  return file.rows.map((row) => {
    const text = REQUIREMENT_TEXT[row.code];
    const reason = ReasonCode.safeParse(row.refusalReason);
    return {
      code: row.code,
      kind: row.kind,
      title: text.title[language],
      reason: text.reason[language],
      state: row.state,
      summary: summary(file, row, { vault, language }),
      isOpen: isOpenTo(file.application.status, row),
      isChecking: row.isChecking,
      ...documentRules(file, row.code),
      alternative:
        row.alternative === null
          ? null
          : { code: row.alternative, title: REQUIREMENT_TEXT[row.alternative].title[language] },
      ...(reason.success && row.state !== 'accepted' ? { refusal: toldReason(reason.data, language) } : {}),
    };
  });
}
