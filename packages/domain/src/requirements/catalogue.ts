import type { Told } from '../shared/index.ts';
import type { RequirementCode } from './code.ts';

interface RequirementText {
  readonly title: Told;
  /** Why the bank asks, in plain words. */
  readonly reason: Told;
}

export const REQUIREMENT_TEXT: Record<RequirementCode, RequirementText> = {
  email: {
    title: { en: 'E-mail', hi: 'ई-मेल' },
    reason: {
      en: 'So that we can reach you, and nobody else in your name.',
      hi: 'ताकि हम आप तक पहुँच सकें, और आपके नाम पर कोई और नहीं।',
    },
  },
  phone: {
    title: { en: 'Phone', hi: 'फ़ोन' },
    reason: {
      en: 'A second way to reach you and to confirm that it is you.',
      hi: 'आप तक पहुँचने और आपकी पहचान पक्की करने का दूसरा रास्ता।',
    },
  },
  identity: {
    title: { en: 'Your name and date of birth', hi: 'आपका नाम और जन्म-तिथि' },
    reason: { en: 'The law asks every bank to know whom it serves.', hi: 'क़ानून हर बैंक से अपने ग्राहक को जानने को कहता है।' },
  },
  address: {
    title: { en: 'Home address', hi: 'घर का पता' },
    reason: { en: 'The law asks for the address where you live.', hi: 'क़ानून आपके रहने का पता माँगता है।' },
  },
  ssn: {
    title: { en: 'Social Security number', hi: 'सोशल सिक्योरिटी नंबर' },
    reason: {
      en: 'US banks must record a taxpayer number. We keep it encrypted.',
      hi: 'अमेरिकी बैंकों को करदाता संख्या रखनी होती है। हम इसे एन्क्रिप्ट करके रखते हैं।',
    },
  },
  tax_id_alternative: {
    title: { en: 'Another tax or identity number', hi: 'दूसरी कर या पहचान संख्या' },
    reason: { en: 'For people without a Social Security number.', hi: 'उनके लिए जिनके पास सोशल सिक्योरिटी नंबर नहीं है।' },
  },
  aadhaar: {
    title: { en: 'Aadhaar number', hi: 'आधार संख्या' },
    reason: { en: 'To confirm your identity.', hi: 'आपकी पहचान पक्की करने के लिए।' },
  },
  pan: {
    title: { en: 'PAN', hi: 'पैन' },
    reason: { en: 'Indian banks must record it for tax.', hi: 'भारतीय बैंकों को कर के लिए इसे रखना होता है।' },
  },
  bank_account: {
    title: { en: 'Bank account', hi: 'बैंक खाता' },
    reason: { en: 'To confirm an account in your name.', hi: 'आपके नाम का खाता पक्का करने के लिए।' },
  },
  business: {
    title: { en: 'Business details', hi: 'कारोबार का ब्योरा' },
    reason: { en: 'To know the company we serve.', hi: 'उस कंपनी को जानने के लिए जिसकी हम सेवा करते हैं।' },
  },
  owners: {
    title: { en: 'Owners', hi: 'मालिक' },
    reason: { en: 'The law asks who owns the company.', hi: 'क़ानून पूछता है कि कंपनी किसकी है।' },
  },
  control_person: {
    title: { en: 'Person in control', hi: 'नियंत्रण रखने वाला व्यक्ति' },
    reason: { en: 'The law asks who runs the company.', hi: 'क़ानून पूछता है कि कंपनी कौन चलाता है।' },
  },
  photo_id: {
    title: { en: 'Photo id', hi: 'फ़ोटो पहचान-पत्र' },
    reason: { en: 'To see that you are the person you say you are.', hi: 'यह देखने के लिए कि आप वही हैं जो आप बताते हैं।' },
  },
  proof_of_address: {
    title: { en: 'Proof of address', hi: 'पते का प्रमाण' },
    reason: {
      en: 'A bill or statement of the last three months shows where you live.',
      hi: 'पिछले तीन महीनों का बिल या विवरण आपका पता दिखाता है।',
    },
  },
  registration_document: {
    title: { en: 'Registration document', hi: 'पंजीकरण दस्तावेज़' },
    reason: { en: 'To see that the company exists.', hi: 'यह देखने के लिए कि कंपनी मौजूद है।' },
  },
  consent: {
    title: { en: 'Your consent', hi: 'आपकी सहमति' },
    reason: { en: 'We check your data only with your agreement.', hi: 'हम आपकी सहमति से ही आपका डेटा जाँचते हैं।' },
  },
};
