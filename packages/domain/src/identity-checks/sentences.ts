import type { Language, Told } from '../shared/index.ts';
import type { CheckFact } from './check.ts';

const SENTENCES: Readonly<Record<CheckFact, Told>> = {
  NUMBER_KNOWN: { en: 'The register knows this number', hi: 'रजिस्टर में यह संख्या है' },
  NUMBER_UNKNOWN: { en: 'The register does not know this number', hi: 'रजिस्टर में यह संख्या नहीं है' },
  NAME_SAME: { en: 'It stands there under the same name', hi: 'वहाँ यही नाम दर्ज है' },
  NAME_DIFFERS: { en: 'It stands there under another name', hi: 'वहाँ दूसरा नाम दर्ज है' },
  ACCOUNT_OPEN: { en: 'The account takes payments', hi: 'खाते में भुगतान पहुँचता है' },
  DOCUMENT_KNOWN: { en: 'The issuer knows this document', hi: 'जारीकर्ता के पास यह दस्तावेज़ दर्ज है' },
  DOCUMENT_UNKNOWN: { en: 'The issuer does not know this document', hi: 'जारीकर्ता के पास यह दस्तावेज़ दर्ज नहीं है' },
  DOCUMENT_DIFFERS: {
    en: 'The issuer has other details for this document',
    hi: 'जारीकर्ता के पास इस दस्तावेज़ के दूसरे विवरण हैं',
  },
  NO_LIST_ENTRY: { en: 'No sanctions list names them', hi: 'किसी प्रतिबंध-सूची में नाम नहीं है' },
  LIST_ENTRY_APPLICANT: { en: 'A sanctions list may name the applicant', hi: 'प्रतिबंध-सूची में आवेदक का नाम हो सकता है' },
  LIST_ENTRY_BUSINESS: { en: 'A sanctions list may name the company', hi: 'प्रतिबंध-सूची में कंपनी का नाम हो सकता है' },
  LIST_ENTRY_OWNER: { en: 'A sanctions list may name an owner', hi: 'प्रतिबंध-सूची में किसी मालिक का नाम हो सकता है' },
  LIST_ENTRY_CONTROL_PERSON: {
    en: 'A sanctions list may name the control person',
    hi: 'प्रतिबंध-सूची में नियंत्रक व्यक्ति का नाम हो सकता है',
  },
};

/** What the provider said, for staff only. */
export function checkSentence(fact: CheckFact, language: Language): string {
  return SENTENCES[fact][language];
}
