import type { Told } from '../shared/index.ts';
import type { SharedKind } from './facts.ts';
import { people, type RiskRule } from './rule.ts';
import type { SignalCode } from './signals.ts';

interface Sharing {
  readonly code: SignalCode;
  readonly kind: SharedKind;
  readonly points: number;
  readonly when: string;
  /** From how many other customers on; one unless told. */
  readonly from?: number;
  /** Follows "Another customer" or "3 other customers". */
  readonly did: Told;
}

function sharing({ code, kind, points, when, from = 1, did }: Sharing): RiskRule {
  return {
    code,
    points,
    when,
    notices({ shared }) {
      const count = shared[kind] ?? 0;
      return count >= from ? { count } : null;
    },
    says: ({ count }, language) => `${people(count, language)} ${did[language]}`,
  };
}

/** One SSN belongs to one person (20 CFR 422.103); a second holder is a stolen or a borrowed identity. */
const ssnShared = sharing({
  code: 'SSN_SHARED',
  kind: 'ssn',
  points: 40,
  when: 'another customer gave the same Social Security number',
  did: { en: 'gave the same Social Security number', hi: 'ने यही सोशल सिक्योरिटी नंबर दिया' },
});

/** One Aadhaar number belongs to one person for good (Aadhaar Act 2016, section 4). */
const aadhaarShared = sharing({
  code: 'AADHAAR_SHARED',
  kind: 'aadhaar',
  points: 40,
  when: 'another customer gave the same Aadhaar number',
  did: { en: 'gave the same Aadhaar number', hi: 'ने यही आधार संख्या दी' },
});

/** Nobody may hold a second PAN, and none is given twice (Income-tax Act 1961, section 139A). */
const panShared = sharing({
  code: 'PAN_SHARED',
  kind: 'pan',
  points: 40,
  when: 'another customer gave the same PAN',
  did: { en: 'gave the same PAN', hi: 'ने यही पैन दिया' },
});

/** ITINs and passport numbers are as personal as the SSN they stand for (31 CFR 1020.220(a)(2)(i)(A)(4)). */
const taxIdShared = sharing({
  code: 'TAX_ID_SHARED',
  kind: 'taxId',
  points: 40,
  when: 'another customer gave the same ITIN or passport number in place of an SSN',
  did: { en: 'gave the same ITIN or passport number', hi: 'ने यही ITIN या पासपोर्ट संख्या दी' },
});

/** Accounts are shared by couples too, so less than a number of one's own; rings pay into one account. */
const bankAccountShared = sharing({
  code: 'BANK_ACCOUNT_SHARED',
  kind: 'bankAccount',
  points: 30,
  when: 'another customer gave the same bank account',
  did: { en: 'gave the same bank account', hi: 'ने यही बैंक खाता दिया' },
});

/** A company opens one relation; a second applicant for it may not speak for it. */
const businessShared = sharing({
  code: 'BUSINESS_SHARED',
  kind: 'business',
  points: 30,
  when: 'another customer gave the same number of a company',
  did: { en: 'gave the same company number', hi: 'ने यही कंपनी संख्या दी' },
});

/** Owning two companies is lawful; that it is the same person behind both is for the reviewer to know. */
const ownerShared = sharing({
  code: 'OWNER_SHARED',
  kind: 'owner',
  points: 20,
  when: 'another customer named an owner or control person with the same number',
  did: { en: 'named somebody with the same number', hi: 'ने इसी संख्या वाले किसी व्यक्ति का नाम दिया' },
});

/** A document's number belongs to one person within its issuer; the upload is refused, and both cases show it. */
const documentShared = sharing({
  code: 'DOCUMENT_SHARED',
  kind: 'document',
  points: 40,
  when: 'another customer gave, or tried to give, the same number of an identity document',
  did: { en: 'gave the same document number', hi: 'ने यही दस्तावेज़ संख्या दी' },
});

/** Of a million people fifty were born on one day; a similar name among them is seldom chance. */
const duplicatePerson = sharing({
  code: 'DUPLICATE_PERSON',
  kind: 'person',
  points: 25,
  when: 'another customer has a similar name and the same birth date',
  did: { en: 'with a similar name has the same birth date', hi: 'का नाम मिलता-जुलता है और जन्म-तिथि वही है' },
});

/** A household may share one; so may somebody who opens accounts in other people's names. */
const deviceShared = sharing({
  code: 'DEVICE_SHARED',
  kind: 'device',
  points: 25,
  when: 'another customer signed in from the same browser within 90 days',
  did: { en: 'signed in from the same browser', hi: 'ने इसी ब्राउज़र से साइन इन किया' },
});

/** Offices and mobile carriers put many behind one address, so few points, and none for two or three. */
const addressShared = sharing({
  code: 'ADDRESS_SHARED',
  kind: 'address',
  points: 10,
  from: 4,
  when: 'four or more other customers signed in from the same internet address within 30 days',
  did: { en: 'signed in from the same internet address', hi: 'ने इसी इंटरनेट पते से साइन इन किया' },
});

/** Weaker still: neighbours at a provider. Told apart from the address so that nobody is counted twice. */
const networkShared = sharing({
  code: 'NETWORK_SHARED',
  kind: 'network',
  points: 5,
  from: 20,
  when: 'twenty or more other customers signed in from the same network (IPv4 /24, IPv6 /48) within 30 days',
  did: { en: 'signed in from the same network', hi: 'ने इसी नेटवर्क से साइन इन किया' },
});

const SUBMITTED_NEARBY: Told = {
  en: 'submitted from the same device or address within a day',
  hi: 'ने एक दिन के भीतर इसी उपकरण या पते से आवेदन जमा किया',
};

/** A person opens one account; whoever opens them by the dozen does it from one place in a short time. */
const velocity: RiskRule = {
  code: 'VELOCITY',
  points: 15,
  when: 'five or more other customers submitted from the same device or address within a day',
  notices: ({ submittedNearby }) => (submittedNearby >= 5 ? { count: submittedNearby } : null),
  says: ({ count }, language) => `${people(count, language)} ${SUBMITTED_NEARBY[language]}`,
};

export const SHARING_RULES: readonly RiskRule[] = [
  ssnShared,
  aadhaarShared,
  panShared,
  taxIdShared,
  bankAccountShared,
  businessShared,
  ownerShared,
  documentShared,
  duplicatePerson,
  deviceShared,
  addressShared,
  networkShared,
  velocity,
];
