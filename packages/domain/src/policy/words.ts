import type { RiskBand } from '../application/status.ts';
import type { DocumentSide, DocumentType } from '../kyc-documents/index.ts';
import type { Language, Told } from '../shared/index.ts';
import type { CheckKind } from './policy.ts';

/** The parts of a policy in words, for sentences about it. */
export const CHECK_WORDS: Record<CheckKind, Told> = {
  aadhaar: { en: 'Aadhaar check', hi: 'आधार जाँच' },
  pan: { en: 'PAN check', hi: 'पैन जाँच' },
  bank_account: { en: 'bank account check', hi: 'बैंक खाता जाँच' },
  document: { en: 'document authenticity check', hi: 'दस्तावेज़ प्रामाणिकता जाँच' },
  screening: { en: 'sanctions screening', hi: 'प्रतिबंध सूची जाँच' },
};

export const RISK_WORDS: Record<RiskBand, Told> = {
  UNASSESSED: { en: 'unassessed risk', hi: 'अनाँका जोखिम' },
  LOW: { en: 'low risk', hi: 'कम जोखिम' },
  MEDIUM: { en: 'medium risk', hi: 'मध्यम जोखिम' },
  HIGH: { en: 'high risk', hi: 'अधिक जोखिम' },
};

export const DOCUMENT_WORDS: Record<DocumentType, Told> = {
  GOVERNMENT_ID: { en: 'government id', hi: 'सरकारी पहचान-पत्र' },
  PASSPORT: { en: 'passport', hi: 'पासपोर्ट' },
  DRIVER_LICENSE: { en: 'driver licence', hi: 'ड्राइविंग लाइसेंस' },
  UTILITY_BILL: { en: 'utility bill', hi: 'उपयोगिता बिल' },
  BANK_STATEMENT: { en: 'bank statement', hi: 'बैंक विवरण' },
  OTHER: { en: 'other document', hi: 'अन्य दस्तावेज़' },
};

export const SIDE_WORDS: Record<DocumentSide, Told> = {
  FRONT: { en: 'front', hi: 'सामने' },
  BACK: { en: 'back', hi: 'पीछे' },
};

const NONE: Told = { en: 'none', hi: 'कोई नहीं' };

/** "a, b and c" by the rules of the language; "none" for an empty list. */
export function listed(words: readonly Told[], language: Language): string {
  if (words.length === 0) return NONE[language];
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(words.map((word) => word[language]));
}
