import type { RequirementCode } from '../requirements/code.ts';
import type { Language, Told } from '../shared/index.ts';
import { DOCUMENT_REASONS } from './document-reasons.ts';
import { CONTACT_US, DOCUMENT_ROWS, type Reason, type ReasonCode } from './reason-code.ts';

const CORRECT_IT: Told = { en: 'Correct it, or send a document that matches.', hi: 'इसे सुधारें, या मेल खाता दस्तावेज़ भेजें।' };
const OUT_OF_POLICY_TOLD: Told = {
  en: 'We cannot open an account for you at this time.',
  hi: 'हम इस समय आपका खाता नहीं खोल सकते।',
};

/** Sentences follow what a customer may be told; SANCTIONS_MATCH and FRAUD_SUSPECTED stay neutral (tipping-off). */
export const REASONS: Record<ReasonCode, Reason> = {
  ...DOCUMENT_REASONS,
  NAME_MISMATCH: {
    rows: ['identity', ...DOCUMENT_ROWS, 'bank_account'],
    isFinal: false,
    label: { en: 'Name differs from what was typed', hi: 'नाम लिखे गए नाम से अलग है' },
    customer: { en: 'The name differs from the one you gave.', hi: 'नाम आपके दिए नाम से अलग है।' },
    nextStep: CORRECT_IT,
  },
  DOB_MISMATCH: {
    rows: ['identity', 'photo_id'],
    isFinal: false,
    label: { en: 'Birth date differs from what was typed', hi: 'जन्म-तिथि लिखी गई तिथि से अलग है' },
    customer: { en: 'The date of birth differs from the one you gave.', hi: 'जन्म-तिथि आपकी दी तिथि से अलग है।' },
    nextStep: CORRECT_IT,
  },
  ADDRESS_MISMATCH: {
    rows: ['address', 'proof_of_address'],
    isFinal: false,
    label: { en: 'Address differs from what was typed', hi: 'पता लिखे गए पते से अलग है' },
    customer: { en: 'The address differs from the one you gave.', hi: 'पता आपके दिए पते से अलग है।' },
    nextStep: CORRECT_IT,
  },
  NUMBER_MISMATCH: {
    rows: ['ssn', 'aadhaar', 'pan', 'bank_account', ...DOCUMENT_ROWS],
    isFinal: false,
    label: { en: 'Number differs from what was typed', hi: 'संख्या लिखी गई संख्या से अलग है' },
    customer: { en: 'The number differs from the one you gave.', hi: 'संख्या आपकी दी संख्या से अलग है।' },
    nextStep: CORRECT_IT,
  },
  NUMBER_INVALID: {
    rows: ['ssn', 'tax_id_alternative', 'aadhaar', 'pan', 'bank_account', 'business'],
    isFinal: false,
    label: { en: 'Number does not exist or is not theirs', hi: 'संख्या है ही नहीं, या उनकी नहीं है' },
    customer: { en: 'We could not confirm this number.', hi: 'हम इस संख्या की पुष्टि नहीं कर सके।' },
    nextStep: { en: 'Check the number and enter it again.', hi: 'संख्या जाँचें और दोबारा डालें।' },
  },
  OWNERS_INCOMPLETE: {
    rows: ['owners', 'control_person'],
    isFinal: false,
    label: { en: 'Someone is missing', hi: 'कोई व्यक्ति छूट गया है' },
    customer: { en: 'Someone who must be named is missing.', hi: 'कोई ज़रूरी व्यक्ति छूट गया है।' },
    nextStep: { en: 'Add everyone who owns or controls the company.', hi: 'कंपनी के हर मालिक या नियंत्रक को जोड़ें।' },
  },
  CHECK_FAILED: {
    rows: [
      'identity',
      'address',
      'ssn',
      'tax_id_alternative',
      'aadhaar',
      'pan',
      'bank_account',
      'business',
      ...DOCUMENT_ROWS,
    ],
    isFinal: false,
    label: { en: 'Outside check says no', hi: 'बाहरी जाँच मना करती है' },
    customer: { en: 'A check with an outside register did not succeed.', hi: 'बाहरी रजिस्टर की जाँच सफल नहीं हुई।' },
    nextStep: CORRECT_IT,
  },
  UNDER_AGE: {
    rows: [],
    isFinal: true,
    label: { en: 'Under age', hi: 'आयु कम है' },
    customer: {
      en: 'You must be 18 or older to open an account.',
      hi: 'खाता खोलने के लिए आपकी आयु 18 या अधिक होनी चाहिए।',
    },
    nextStep: { en: 'You are welcome to apply after your 18th birthday.', hi: '18 वर्ष के होने पर आपका स्वागत है।' },
  },
  DUPLICATE_CUSTOMER: {
    rows: [],
    isFinal: true,
    label: { en: 'Already a customer', hi: 'पहले से ग्राहक' },
    customer: { en: 'You already have an account with us.', hi: 'आपका हमारे यहाँ पहले से खाता है।' },
    nextStep: {
      en: 'Sign in to your existing account, or contact us.',
      hi: 'अपने मौजूदा खाते में साइन इन करें, या हमसे संपर्क करें।',
    },
  },
  SANCTIONS_MATCH: {
    rows: [],
    isFinal: true,
    label: { en: 'Sanctions match', hi: 'प्रतिबंध सूची से मेल' },
    customer: OUT_OF_POLICY_TOLD,
    nextStep: CONTACT_US,
  },
  FRAUD_SUSPECTED: {
    rows: [],
    isFinal: true,
    label: { en: 'Fraud suspected', hi: 'धोखाधड़ी का संदेह' },
    customer: OUT_OF_POLICY_TOLD,
    nextStep: CONTACT_US,
  },
  OUT_OF_POLICY: {
    rows: [],
    isFinal: true,
    label: { en: 'Outside our policy', hi: 'हमारी नीति के बाहर' },
    customer: OUT_OF_POLICY_TOLD,
    nextStep: CONTACT_US,
  },
};

/** What the customer reads for a reason. The code itself is neutral for reasons that must not be told. */
export function toldReason(code: ReasonCode, language: Language): { code: string; message: string; nextStep: string } {
  const reason = REASONS[code];
  const shown = reason.customer === OUT_OF_POLICY_TOLD ? 'OUT_OF_POLICY' : code;
  return { code: shown, message: reason.customer[language], nextStep: reason.nextStep[language] };
}

/** Whether a reason can be given for that row: a blurred photo is no reason to refuse a number. */
export function fitsRequirement(code: ReasonCode, row: RequirementCode): boolean {
  return REASONS[code].rows.includes(row);
}
