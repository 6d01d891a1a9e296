import { after, listed, plainly, type RiskRule } from './rule.ts';

/** Accepted by form and confirmed by code, yet libphonenumber knows of no such number: a relay, or a mistake. */
const phoneImpossible: RiskRule = {
  code: 'PHONE_IMPOSSIBLE',
  points: 15,
  when: 'the phone number cannot exist in its country',
  notices: ({ isPhoneImpossible }) => (isPhoneImpossible ? {} : null),
  says: plainly({
    en: 'The phone number cannot exist in its country',
    hi: 'यह फ़ोन नंबर अपने देश में हो ही नहीं सकता',
  }),
};

/** 123-45-6789 and runs of one digit could be somebody's; mostly they are typed to get past the form. */
const ssnCommonSample: RiskRule = {
  code: 'SSN_COMMON_SAMPLE',
  points: 20,
  when: 'the Social Security number is a widely used sample',
  notices: ({ isSsnSample }) => (isSsnSample ? {} : null),
  says: plainly({
    en: 'The Social Security number is a widely used sample',
    hi: 'सोशल सिक्योरिटी नंबर एक जाना-माना नमूना है',
  }),
};

/** What was typed must agree with the documents (31 CFR 1020.220(a)(2)(ii); RBI KYC Direction 2016, section 16). */
const dataMismatch: RiskRule = {
  code: 'DATA_MISMATCH',
  points: 20,
  when: 'a document has something else than what was typed',
  notices: ({ mismatches }) =>
    mismatches.length === 0 ? null : { count: new Set(mismatches).size, facts: listed(mismatches) },
  says: ({ facts }, language) =>
    after(
      { en: 'A document has something else than what was typed', hi: 'दस्तावेज़ में लिखे गए से कुछ और है' },
      facts,
      language,
    ),
};

/** Mailboxes for an hour leave nobody to write to; honest people use them as well, so not more. */
const emailDisposable: RiskRule = {
  code: 'EMAIL_DISPOSABLE',
  points: 20,
  when: 'the e-mail address belongs to a provider of throw-away mailboxes',
  notices: ({ isEmailDisposable }) => (isEmailDisposable ? {} : null),
  says: plainly({
    en: 'The e-mail address is of a provider of throw-away mailboxes',
    hi: 'ई-मेल पता अस्थायी मेलबॉक्स देने वाले का है',
  }),
};

const A_DAY = 24;

/** Nearly every applicant is new; it weighs only beside something else. */
const contactNew: RiskRule = {
  code: 'CONTACT_NEW',
  points: 5,
  when: 'the e-mail address or the phone was confirmed less than a day before submitting',
  notices({ contacts }) {
    const fresh = contacts.filter(({ hours }) => hours < A_DAY);
    if (fresh.length === 0) return null;
    return {
      hours: Math.min(...fresh.map(({ hours }) => hours)),
      contacts: listed(fresh.map(({ channel }) => channel)),
    };
  },
  says: ({ contacts }, language) =>
    after(
      {
        en: 'A contact was confirmed less than a day before submitting',
        hi: 'कोई संपर्क जमा करने से एक दिन से कम पहले पक्का हुआ',
      },
      contacts,
      language,
    ),
};

/**
 * FATF, High-Risk Jurisdictions subject to a Call for Action: Korea (DPR), Iran, Myanmar. The list changes three times a
 * year at most, and seldom; a change of it is a new version of the rules.
 */
export const CALL_FOR_ACTION: readonly string[] = ['IR', 'KP', 'MM'];

/** Enhanced due diligence is owed there (FATF Recommendation 19). */
const countryHighRisk: RiskRule = {
  code: 'COUNTRY_HIGH_RISK',
  points: 40,
  when: 'residence, a document or an owner is of a country under an FATF call for action',
  notices({ countries }) {
    const found = countries.filter((country) => CALL_FOR_ACTION.includes(country));
    return found.length === 0 ? null : { count: new Set(found).size, countries: listed(found) };
  },
  says: ({ countries }, language) =>
    after(
      { en: 'A country under an FATF call for action is involved', hi: 'FATF की कार्रवाई-सूची का कोई देश शामिल है' },
      countries,
      language,
    ),
};

export const GIVEN_RULES: readonly RiskRule[] = [
  phoneImpossible,
  ssnCommonSample,
  dataMismatch,
  emailDisposable,
  contactNew,
  countryHighRisk,
];
