import type { Told } from '../shared/index.ts';
import type { SecurityEventType } from './kinds.ts';

/** What each kind of event is called in mails and in files of reports; the screen has the same words. */
export const EVENT_TEXT: Readonly<Record<SecurityEventType, Told>> = {
  FAILED_LOGIN: { en: 'Sign-in failed', hi: 'साइन-इन विफल' },
  FAILED_SECOND_FACTOR: { en: 'Wrong second factor', hi: 'दूसरा प्रमाण ग़लत' },
  FAILED_STEP_UP: { en: 'Proof of identity failed', hi: 'पहचान का प्रमाण विफल' },
  ACCOUNT_LOCKED: { en: 'Account locked', hi: 'खाता बंद हुआ' },
  RATE_LIMIT_EXCEEDED: { en: 'Too many requests', hi: 'बहुत ज़्यादा अनुरोध' },
  UNAUTHORIZED_ACCESS: { en: 'Refused for lack of permission', hi: 'अनुमति न होने से मना' },
  NETWORK_REFUSED: { en: 'Refused from this network', hi: 'इस नेटवर्क से मना' },
  SUSPICIOUS_ACTIVITY: { en: 'Unusual activity', hi: 'असामान्य गतिविधि' },
  SIGN_IN_REPORTED: { en: 'Sign-in reported by its owner', hi: 'खाताधारक ने साइन-इन की शिकायत की' },
  TOKEN_REUSE: { en: 'Session key used twice', hi: 'सत्र की कुंजी दो बार इस्तेमाल' },
  PASSWORD_CHANGED: { en: 'Password changed', hi: 'पासवर्ड बदला गया' },
  PASSWORD_RESET: { en: 'Password reset by e-mail', hi: 'ई-मेल से पासवर्ड बदला गया' },
  CONTACT_CHANGED: { en: 'E-mail or phone changed', hi: 'ई-मेल या फ़ोन बदला गया' },
  MFA_ENABLED: { en: 'Second factor switched on', hi: 'दूसरा प्रमाण चालू किया गया' },
  MFA_DISABLED: { en: 'Second factor switched off', hi: 'दूसरा प्रमाण बंद किया गया' },
  RECOVERY_CODES_RENEWED: { en: 'Recovery codes renewed', hi: 'रिकवरी कोड नए बने' },
  RECOVERY_CODE_USED: { en: 'Recovery code used', hi: 'रिकवरी कोड इस्तेमाल हुआ' },
  SETTINGS_CHANGED: { en: 'Security setting changed', hi: 'सुरक्षा सेटिंग बदली गई' },
  ACCESS_CHANGED: { en: 'Access of a person changed', hi: 'किसी की पहुँच बदली गई' },
  CORRUPTED_CIPHERTEXT: { en: 'Sealed data could not be opened', hi: 'सीलबंद डेटा नहीं खुल सका' },
  AUDIT_TAMPERED: { en: 'The audit log does not verify', hi: 'ऑडिट लॉग सत्यापित नहीं होता' },
  AUDIT_BACKLOG: { en: 'Audit records wait to be sealed', hi: 'ऑडिट रिकॉर्ड मुहर का इंतज़ार कर रहे हैं' },
  AUDIT_UNVERIFIED: { en: 'The audit log was not verified', hi: 'ऑडिट लॉग सत्यापित नहीं हुआ' },
  STORE_UNREACHABLE: { en: 'The document store cannot be read', hi: 'दस्तावेज़ों का भंडार पढ़ा नहीं जा रहा' },
  CHECKS_STALLED: { en: 'Documents wait for their check', hi: 'दस्तावेज़ जाँच का इंतज़ार कर रहे हैं' },
};
