import type { RevealPurpose } from '../data-protection/index.ts';
import type { Language, Told } from '../shared/index.ts';
import type { FunnelStage } from './funnel.ts';
import type { PendingBand } from './kyc-report.ts';
import type { SecurityMeasure } from './security-report.ts';

/** Words of the files that reports are downloaded as; screens have their own. */
export const REPORT_TEXT = {
  kyc: { en: 'Applications and decisions', hi: 'आवेदन और निर्णय' },
  security: { en: 'Sign-ins and security', hi: 'साइन-इन और सुरक्षा' },
  own: { en: 'Own figures', hi: 'अपने आँकड़े' },
  branch: { en: 'Own branch', hi: 'अपनी शाखा' },
  period: { en: 'Period', hi: 'अवधि' },
  comparedWith: { en: 'Compared with', hi: 'तुलना' },
  days: { en: 'Days are those of UTC.', hi: 'दिन UTC के अनुसार हैं।' },
  generated: { en: 'Generated', hi: 'बनाया गया' },
  by: { en: 'by', hi: 'द्वारा' },
  page: { en: 'Page', hi: 'पृष्ठ' },
  of: { en: 'of', hi: '/' },
  none: { en: 'Nothing in this period.', hi: 'इस अवधि में कुछ नहीं।' },
  summary: { en: 'Summary', hi: 'सार' },
  funnel: { en: 'From registration to approval', hi: 'पंजीकरण से स्वीकृति तक' },
  pending: { en: 'Waiting for the bank now', hi: 'अभी बैंक की प्रतीक्षा में' },
  reasons: { en: 'Reasons given', hi: 'दिए गए कारण' },
  reviewers: { en: 'By reviewer', hi: 'समीक्षक के अनुसार' },
  policies: { en: 'By policy', hi: 'नीति के अनुसार' },
  branches: { en: 'By branch', hi: 'शाखा के अनुसार' },
  byDay: { en: 'By day', hi: 'दिन के अनुसार' },
  byMonth: { en: 'By month', hi: 'महीने के अनुसार' },
  figure: { en: 'Figure', hi: 'आँकड़ा' },
  now: { en: 'This period', hi: 'यह अवधि' },
  before: { en: 'Period before', hi: 'पिछली अवधि' },
  difference: { en: 'Difference', hi: 'अंतर' },
  stage: { en: 'Step', hi: 'चरण' },
  people: { en: 'People', hi: 'लोग' },
  lost: { en: 'Lost since the step before', hi: 'पिछले चरण से कमी' },
  ofAll: { en: 'Of all registered', hi: 'सभी पंजीकृत में से' },
  waited: { en: 'Waiting for', hi: 'प्रतीक्षा' },
  cases: { en: 'Cases', hi: 'मामले' },
  late: { en: 'of these late', hi: 'इनमें विलंबित' },
  withCustomer: { en: 'with the customer', hi: 'ग्राहक के पास' },
  reason: { en: 'Reason', hi: 'कारण' },
  name: { en: 'Name', hi: 'नाम' },
  nobody: { en: 'None', hi: 'कोई नहीं' },
  handedIn: { en: 'Handed in', hi: 'जमा हुए' },
  decided: { en: 'Decided', hi: 'निर्णीत' },
  approved: { en: 'Approved', hi: 'स्वीकृत' },
  rejected: { en: 'Rejected', hi: 'अस्वीकृत' },
  moreRequested: { en: 'Asked for more', hi: 'और माँगा गया' },
  firstApprovals: { en: 'First approvals of two', hi: 'दो में से पहली स्वीकृतियाँ' },
  voided: { en: 'First approvals made void', hi: 'निरस्त पहली स्वीकृतियाँ' },
  approvalRate: { en: 'Approval rate', hi: 'स्वीकृति दर' },
  p50: { en: 'Half decided within', hi: 'आधे निर्णय इतने में' },
  p90: { en: '9 in 10 decided within', hi: '10 में 9 निर्णय इतने में' },
  on: { en: 'Day', hi: 'दिन' },
  failureShare: { en: 'Failed of all tried', hi: 'कुल प्रयासों में विफल' },
  doors: { en: 'By portal', hi: 'पोर्टल के अनुसार' },
  door: { en: 'Portal', hi: 'पोर्टल' },
  customer: { en: 'Customers', hi: 'ग्राहक' },
  staff: { en: 'Staff', hi: 'कर्मचारी' },
  tried: { en: 'Tried', hi: 'प्रयास' },
  failed: { en: 'Failed', hi: 'विफल' },
  events: { en: 'Security events', hi: 'सुरक्षा घटनाएँ' },
  type: { en: 'Kind', hi: 'प्रकार' },
  addresses: { en: 'Suspicious addresses', hi: 'संदिग्ध पते' },
  address: { en: 'Address', hi: 'पता' },
  warnings: { en: 'Warnings', hi: 'चेतावनियाँ' },
  lastSeen: { en: 'Last seen', hi: 'आख़िरी बार' },
  revealers: { en: 'Numbers shown whole, by person', hi: 'पूरी दिखाई गई संख्याएँ, व्यक्ति के अनुसार' },
  purposes: { en: 'Numbers shown whole, by purpose', hi: 'पूरी दिखाई गई संख्याएँ, उद्देश्य के अनुसार' },
  purpose: { en: 'Purpose', hi: 'उद्देश्य' },
  timeNote: {
    en: 'Times run from the last hand-in to the decision and are exact to within 4.5 %. What was undone while it was held was never a decision; of two approvals the second one counts. People count at each step once, by how far those who registered in the period have come until now.',
    hi: 'समय अंतिम जमा से निर्णय तक है और 4.5 % तक सटीक है। रोके रहते वापस लिया गया निर्णय नहीं गिना जाता; दो स्वीकृतियों में दूसरी गिनी जाती है। हर व्यक्ति हर चरण पर एक बार गिना जाता है: अवधि में पंजीकृत लोग अब तक कहाँ पहुँचे।',
  },
} as const satisfies Record<string, Told>;

export const STAGE_TEXT: Readonly<Record<FunnelStage, Told>> = {
  REGISTERED: { en: 'Registered', hi: 'पंजीकृत' },
  CONFIRMED: { en: 'Confirmed the e-mail', hi: 'ई-मेल की पुष्टि की' },
  STARTED: { en: 'Began the application', hi: 'आवेदन शुरू किया' },
  SUBMITTED: { en: 'Handed in', hi: 'जमा किया' },
  DECIDED: { en: 'Decided', hi: 'निर्णय हुआ' },
  APPROVED: { en: 'Approved', hi: 'स्वीकृत' },
};

export const BAND_TEXT: Readonly<Record<PendingBand, Told>> = {
  UNDER_4H: { en: 'under 4 hours', hi: '4 घंटे से कम' },
  UNDER_24H: { en: '4 to 24 hours', hi: '4 से 24 घंटे' },
  UNDER_2D: { en: '1 to 2 days', hi: '1 से 2 दिन' },
  UNDER_7D: { en: '2 to 7 days', hi: '2 से 7 दिन' },
  OLDER: { en: 'more than 7 days', hi: '7 दिन से अधिक' },
};

export const PURPOSE_TEXT: Readonly<Record<RevealPurpose, Told>> = {
  MATCH_DOCUMENT: { en: 'To compare it with a document', hi: 'दस्तावेज़ से मिलाने के लिए' },
  CONFIRM_IDENTITY: { en: 'To confirm who somebody is', hi: 'पहचान पक्की करने के लिए' },
  CUSTOMER_REQUEST: { en: 'The customer asked', hi: 'ग्राहक ने कहा' },
  FRAUD_INVESTIGATION: { en: 'To look into a possible fraud', hi: 'संभावित धोखाधड़ी की जाँच के लिए' },
  LEGAL_REQUEST: { en: 'The law asked', hi: 'क़ानून ने माँगा' },
};

export const MEASURE_TEXT: Readonly<Record<SecurityMeasure, Told>> = {
  FAILED_SIGN_INS: { en: 'Failed sign-ins', hi: 'विफल साइन-इन' },
  REFUSED_SIGN_INS: { en: 'Sign-ins turned away', hi: 'लौटाए गए साइन-इन' },
  LOCK_OUTS: { en: 'Accounts locked', hi: 'लॉक हुए खाते' },
  SUSPICIOUS: { en: 'Unusual activity', hi: 'असामान्य गतिविधि' },
  TOKEN_REUSE: { en: 'Tokens used again', hi: 'दोबारा प्रयुक्त टोकन' },
  REVEALS: { en: 'Numbers shown whole', hi: 'पूरी दिखाई गई संख्याएँ' },
  REFUSED_ACTIONS: { en: 'Actions refused', hi: 'अस्वीकृत कार्रवाइयाँ' },
};

export const told = (text: Told, language: Language): string => text[language];
