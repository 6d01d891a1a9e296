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

/** A stored address: structured, or S0's single line. */
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
  // Written by putRequirement as one of the two forms.
  return JSON.parse(
    vault.open({ table: 'customer', column: 'address_encrypted', rowId: id }, addressEncrypted),
  ) as StoredAddress;
}

export function sayAddress(address: StoredAddress): string {
  if ('text' in address) return address.text;
  return [address.line1, address.line2, address.city, `${address.region} ${address.postalCode}`, address.country]
    .filter(Boolean)
    .join(', ');
}

export function maskedSsn(file: Pick<CaseFile, 'customer'>, vault: Vault): string | null {
  const { id, ssnEncrypted } = file.customer;
  return ssnEncrypted == null
    ? null
    : maskSsn(vault.open({ table: 'customer', column: 'ssn_encrypted', rowId: id }, ssnEncrypted));
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
  if (row.code !== 'address') return null;
  const address = addressOf(file, vault);
  return address && sayAddress(address);
}

interface Presentation {
  readonly vault: Vault;
  readonly language: Language;
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
      ...(reason.success && row.state !== 'accepted' ? { refusal: toldReason(reason.data, language) } : {}),
    };
  });
}
