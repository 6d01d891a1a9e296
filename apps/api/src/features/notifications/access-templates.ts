import type { AccessChangeKind } from '@ostiary/domain/access';
import type { Language } from '@ostiary/domain/shared';
import { SIGN_OFF, type Template } from './template.ts';

const CHANGED = {
  en: {
    ROLE_ASSIGNED: 'You were given another role at the bank.',
    ROLE_REVOKED: 'A role was taken from you at the bank.',
    BLOCKED: 'Your account was blocked, and you were signed out everywhere. You cannot sign in until it is unblocked.',
    UNBLOCKED: 'Your account was unblocked. You can sign in again.',
    SESSIONS_ENDED: 'You were signed out everywhere. You can sign in again.',
    SECURITY_SET: 'The security settings of your account were changed.',
    BRANCH_SET: 'The branch you work for, or whose cases you see, was changed.',
  },
  hi: {
    ROLE_ASSIGNED: 'आपको बैंक में एक और भूमिका दी गई।',
    ROLE_REVOKED: 'बैंक में आपकी एक भूमिका वापस ली गई।',
    BLOCKED: 'आपका खाता रोक दिया गया और आप हर जगह से साइन आउट हो गए। जब तक रोक नहीं हटती, आप साइन इन नहीं कर सकते।',
    UNBLOCKED: 'आपके खाते की रोक हटा दी गई। आप फिर साइन इन कर सकते हैं।',
    SESSIONS_ENDED: 'आपको हर जगह से साइन आउट कर दिया गया। आप फिर साइन इन कर सकते हैं।',
    SECURITY_SET: 'आपके खाते की सुरक्षा सेटिंग बदली गईं।',
    BRANCH_SET: 'आपकी शाखा, या वह शाखा जिसके मामले आप देखते हैं, बदली गई।',
  },
} as const satisfies Record<Language, Partial<Record<AccessChangeKind, string>>>;

const said = (words: Readonly<Record<string, string>>, change = '') => words[change] ?? change;

/** What people are told about being let in, and about what they may do. */
export const ACCESS_TEMPLATES = {
  staff_invited: {
    en: ({ link, inviter }) => ({
      subject: 'You are invited to the staff portal',
      text: `${inviter} invites you to work in the staff portal of Ostiary Bank. Choose a username and a password here:\n\n${link}\n\nThe link works once, for seven days. If you do not know what this is about, ignore this message.${SIGN_OFF.en}`,
    }),
    hi: ({ link, inviter }) => ({
      subject: 'कर्मचारी पोर्टल का आमंत्रण',
      text: `${inviter} आपको ओस्टियरी बैंक के कर्मचारी पोर्टल में काम करने के लिए आमंत्रित करते हैं। यहाँ उपयोगकर्ता नाम और पासवर्ड चुनें:\n\n${link}\n\nयह लिंक एक बार, सात दिनों तक काम करता है। यदि आप नहीं जानते कि यह किस बारे में है, तो इस संदेश को अनदेखा करें।${SIGN_OFF.hi}`,
    }),
  },
  access_changed: {
    en: ({ change, when }) => ({
      subject: 'Your access was changed',
      text: `${said(CHANGED.en, change)}\n\nWhen: ${when}\n\nIf you do not know why, ask the bank.${SIGN_OFF.en}`,
    }),
    hi: ({ change, when }) => ({
      subject: 'आपकी पहुँच बदली गई',
      text: `${said(CHANGED.hi, change)}\n\nकब: ${when}\n\nयदि आपको इसका कारण नहीं पता, तो बैंक से पूछें।${SIGN_OFF.hi}`,
    }),
  },
} as const satisfies Record<string, Template>;
