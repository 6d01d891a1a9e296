import { z } from 'zod';
import type { RequirementCode } from '../requirements/code.ts';
import type { Language, Told } from '../shared/index.ts';

const DOCUMENT_ROWS: readonly RequirementCode[] = ['photo_id', 'proof_of_address', 'registration_document'];

export const ReasonCode = z.enum([
  'DOCUMENT_UNREADABLE', 'DOCUMENT_CROPPED', 'DOCUMENT_SIDE_MISSING', 'DOCUMENT_EXPIRED', 'DOCUMENT_NOT_ACCEPTED',
  'DOCUMENT_IS_COPY', 'DOCUMENT_TAMPERED', 'DOCUMENT_INFECTED', 'DOCUMENT_ENCRYPTED', 'DOCUMENT_ACTIVE_CONTENT',
  'DOCUMENT_CORRUPT', 'NAME_MISMATCH', 'DOB_MISMATCH', 'ADDRESS_MISMATCH', 'NUMBER_MISMATCH', 'NUMBER_INVALID',
  'OWNERS_INCOMPLETE', 'CHECK_FAILED', 'UNDER_AGE', 'DUPLICATE_CUSTOMER', 'SANCTIONS_MATCH', 'FRAUD_SUSPECTED', 'OUT_OF_POLICY',
], { error: 'INVALID' });
export type ReasonCode = z.infer<typeof ReasonCode>;

interface Reason {
  /** Rows it fits; empty for reasons about the whole person. */
  readonly rows: readonly RequirementCode[];
  /** May it end an application? */
  readonly isFinal: boolean;
  /** Raised by the scan job, not offered to reviewers. */
  readonly isAutomatic?: true;
  readonly label: string;
  readonly customer: Told;
  readonly nextStep: Told;
}

const SEND_AGAIN: Told = { en: 'Send the document again.', hi: 'दस्तावेज़ दोबारा भेजें।' };
const CONTACT_US: Told = { en: 'If you think this is a mistake, contact us.', hi: 'यदि आपको लगता है कि यह भूल है, तो हमसे संपर्क करें।' };
const CORRECT_IT: Told = { en: 'Correct it, or send a document that matches.', hi: 'इसे सुधारें, या मेल खाता दस्तावेज़ भेजें।' };
const OUT_OF_POLICY_TOLD: Told = { en: 'We cannot open an account for you at this time.', hi: 'हम इस समय आपका खाता नहीं खोल सकते।' };

/** Sentences follow what a customer may be told; SANCTIONS_MATCH and FRAUD_SUSPECTED stay neutral (tipping-off). */
export const REASONS: Record<ReasonCode, Reason> = {
  DOCUMENT_UNREADABLE: {
    rows: DOCUMENT_ROWS, isFinal: false, label: 'Unreadable',
    customer: { en: 'We could not read it: it is blurred, dark or too small.', hi: 'हम इसे पढ़ नहीं सके: यह धुँधला, अँधेरा या बहुत छोटा है।' },
    nextStep: { en: 'Take the photo in daylight with all four corners visible, or send the original PDF.', hi: 'दिन की रोशनी में चारों कोनों सहित फ़ोटो लें, या मूल PDF भेजें।' },
  },
  DOCUMENT_CROPPED: {
    rows: DOCUMENT_ROWS, isFinal: false, label: 'Cropped',
    customer: { en: 'A part of it is missing from the picture.', hi: 'तस्वीर में इसका एक हिस्सा नहीं है।' },
    nextStep: { en: 'Take the photo again with all four corners visible.', hi: 'चारों कोनों सहित फ़ोटो दोबारा लें।' },
  },
  DOCUMENT_SIDE_MISSING: {
    rows: ['photo_id'], isFinal: false, label: 'A side is missing',
    customer: { en: 'We need the other side too.', hi: 'हमें दूसरी ओर भी चाहिए।' },
    nextStep: { en: 'Send the front and the back.', hi: 'आगे और पीछे दोनों भेजें।' },
  },
  DOCUMENT_EXPIRED: {
    rows: ['photo_id', 'proof_of_address'], isFinal: false, label: 'Expired, or older than three months',
    customer: { en: 'It is past its date, or the bill is older than three months.', hi: 'इसकी तिथि बीत चुकी है, या बिल तीन महीने से पुराना है।' },
    nextStep: { en: 'Send one that is still valid.', hi: 'ऐसा भेजें जो अभी मान्य हो।' },
  },
  DOCUMENT_NOT_ACCEPTED: {
    rows: DOCUMENT_ROWS, isFinal: false, label: 'Not an accepted document',
    customer: { en: 'We do not accept this kind of document here.', hi: 'हम यहाँ इस तरह का दस्तावेज़ स्वीकार नहीं करते।' },
    nextStep: { en: 'Send one of the listed documents.', hi: 'सूची में से कोई दस्तावेज़ भेजें।' },
  },
  DOCUMENT_IS_COPY: {
    rows: DOCUMENT_ROWS, isFinal: false, label: 'Screenshot or copy',
    customer: { en: 'It looks like a screenshot or a copy.', hi: 'यह स्क्रीनशॉट या प्रतिलिपि लगती है।' },
    nextStep: { en: 'Photograph the original, or send the original PDF.', hi: 'मूल की फ़ोटो लें, या मूल PDF भेजें।' },
  },
  DOCUMENT_TAMPERED: {
    rows: DOCUMENT_ROWS, isFinal: true, label: 'Signs of editing',
    customer: { en: 'We could not accept this document.', hi: 'हम यह दस्तावेज़ स्वीकार नहीं कर सके।' }, nextStep: CONTACT_US,
  },
  DOCUMENT_INFECTED: {
    rows: DOCUMENT_ROWS, isFinal: false, isAutomatic: true, label: 'Malware found',
    customer: { en: 'Our scanner found something harmful in the file.', hi: 'हमारे स्कैनर को फ़ाइल में कुछ हानिकारक मिला।' },
    nextStep: { en: 'Check your device, then send a new photo.', hi: 'अपना उपकरण जाँचें, फिर नई फ़ोटो भेजें।' },
  },
  DOCUMENT_ENCRYPTED: {
    rows: DOCUMENT_ROWS, isFinal: false, isAutomatic: true, label: 'Password-protected file',
    customer: { en: 'The PDF is protected by a password.', hi: 'PDF पासवर्ड से सुरक्षित है।' },
    nextStep: { en: 'Save it without a password and send it again.', hi: 'इसे बिना पासवर्ड सहेजकर दोबारा भेजें।' },
  },
  DOCUMENT_ACTIVE_CONTENT: {
    rows: DOCUMENT_ROWS, isFinal: false, isAutomatic: true, label: 'Active content',
    customer: { en: 'The PDF contains scripts or attachments.', hi: 'PDF में स्क्रिप्ट या संलग्नक हैं।' },
    nextStep: { en: 'Print it to a new PDF, or send a photo.', hi: 'इसे नए PDF में प्रिंट करें, या फ़ोटो भेजें।' },
  },
  DOCUMENT_CORRUPT: {
    rows: DOCUMENT_ROWS, isFinal: false, isAutomatic: true, label: 'Damaged file',
    customer: { en: 'The file is damaged or incomplete.', hi: 'फ़ाइल ख़राब या अधूरी है।' }, nextStep: SEND_AGAIN,
  },
  NAME_MISMATCH: {
    rows: ['identity', ...DOCUMENT_ROWS, 'bank_account'], isFinal: false, label: 'Name differs from what was typed',
    customer: { en: 'The name differs from the one you gave.', hi: 'नाम आपके दिए नाम से अलग है।' }, nextStep: CORRECT_IT,
  },
  DOB_MISMATCH: {
    rows: ['identity', 'photo_id'], isFinal: false, label: 'Birth date differs from what was typed',
    customer: { en: 'The date of birth differs from the one you gave.', hi: 'जन्म-तिथि आपकी दी तिथि से अलग है।' }, nextStep: CORRECT_IT,
  },
  ADDRESS_MISMATCH: {
    rows: ['address', 'proof_of_address'], isFinal: false, label: 'Address differs from what was typed',
    customer: { en: 'The address differs from the one you gave.', hi: 'पता आपके दिए पते से अलग है।' }, nextStep: CORRECT_IT,
  },
  NUMBER_MISMATCH: {
    rows: ['ssn', 'aadhaar', 'pan', 'bank_account', ...DOCUMENT_ROWS], isFinal: false, label: 'Number differs from what was typed',
    customer: { en: 'The number differs from the one you gave.', hi: 'संख्या आपकी दी संख्या से अलग है।' }, nextStep: CORRECT_IT,
  },
  NUMBER_INVALID: {
    rows: ['ssn', 'tax_id_alternative', 'aadhaar', 'pan', 'bank_account', 'business'], isFinal: false, label: 'Number does not exist or is not theirs',
    customer: { en: 'We could not confirm this number.', hi: 'हम इस संख्या की पुष्टि नहीं कर सके।' },
    nextStep: { en: 'Check the number and enter it again.', hi: 'संख्या जाँचें और दोबारा डालें।' },
  },
  OWNERS_INCOMPLETE: {
    rows: ['owners', 'control_person'], isFinal: false, label: 'Someone is missing',
    customer: { en: 'Someone who must be named is missing.', hi: 'कोई ज़रूरी व्यक्ति छूट गया है।' },
    nextStep: { en: 'Add everyone who owns or controls the company.', hi: 'कंपनी के हर मालिक या नियंत्रक को जोड़ें।' },
  },
  CHECK_FAILED: {
    rows: ['identity', 'address', 'ssn', 'tax_id_alternative', 'aadhaar', 'pan', 'bank_account', 'business', ...DOCUMENT_ROWS],
    isFinal: false, label: 'Outside check says no',
    customer: { en: 'A check with an outside register did not succeed.', hi: 'बाहरी रजिस्टर की जाँच सफल नहीं हुई।' }, nextStep: CORRECT_IT,
  },
  UNDER_AGE: {
    rows: [], isFinal: true, label: 'Under age',
    customer: { en: 'You must be 18 or older to open an account.', hi: 'खाता खोलने के लिए आपकी आयु 18 या अधिक होनी चाहिए।' },
    nextStep: { en: 'You are welcome to apply after your 18th birthday.', hi: '18 वर्ष के होने पर आपका स्वागत है।' },
  },
  DUPLICATE_CUSTOMER: {
    rows: [], isFinal: true, label: 'Already a customer',
    customer: { en: 'You already have an account with us.', hi: 'आपका हमारे यहाँ पहले से खाता है।' },
    nextStep: { en: 'Sign in to your existing account, or contact us.', hi: 'अपने मौजूदा खाते में साइन इन करें, या हमसे संपर्क करें।' },
  },
  SANCTIONS_MATCH: { rows: [], isFinal: true, label: 'Sanctions match', customer: OUT_OF_POLICY_TOLD, nextStep: CONTACT_US },
  FRAUD_SUSPECTED: { rows: [], isFinal: true, label: 'Fraud suspected', customer: OUT_OF_POLICY_TOLD, nextStep: CONTACT_US },
  OUT_OF_POLICY: { rows: [], isFinal: true, label: 'Outside our policy', customer: OUT_OF_POLICY_TOLD, nextStep: CONTACT_US },
};

/** What the customer reads for a reason. The code itself is neutral for reasons that must not be told. */
export function toldReason(code: ReasonCode, language: Language): { code: string; message: string; nextStep: string } {
  const reason = REASONS[code];
  const shown = reason.customer === OUT_OF_POLICY_TOLD ? 'OUT_OF_POLICY' : code;
  return { code: shown, message: reason.customer[language], nextStep: reason.nextStep[language] };
}

export function fitsRequirement(code: ReasonCode, row: RequirementCode): boolean {
  return REASONS[code].rows.includes(row);
}
