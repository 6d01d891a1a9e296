import { ACCESS_TEMPLATES } from './access-templates.ts';
import { ALARM_TEMPLATES } from './alarm-templates.ts';
import { DESK_TEMPLATES } from './desk-templates.ts';
import { IDENTITY_TEMPLATES } from './identity-templates.ts';
import { PRIVACY_TEMPLATES } from './privacy-templates.ts';
import { RECOVERY_TEMPLATES } from './recovery-templates.ts';
import { SIGN_OFF, type Template } from './template.ts';

/** Every message a person can get, in both languages. E-mails and SMS share the text; a code is named in `params.code`. */
export const TEMPLATES = {
  ...IDENTITY_TEMPLATES,
  ...PRIVACY_TEMPLATES,
  ...DESK_TEMPLATES,
  ...ACCESS_TEMPLATES,
  ...RECOVERY_TEMPLATES,
  ...ALARM_TEMPLATES,
  confirm_email: {
    en: ({ code }) => ({
      subject: 'Your code to confirm your e-mail',
      text: `Your code is ${code}. It is valid for 10 minutes.\n\nIf you did not ask for it, ignore this message; nobody can use your address without it.${SIGN_OFF.en}`,
    }),
    hi: ({ code }) => ({
      subject: 'ई-मेल पक्का करने का कोड',
      text: `आपका कोड ${code} है। यह 10 मिनट तक मान्य है।\n\nयदि आपने इसे नहीं माँगा, तो इस संदेश को अनदेखा करें।${SIGN_OFF.hi}`,
    }),
  },
  confirm_phone: {
    en: ({ code }) => ({
      subject: 'Ostiary Bank code',
      text: `Your Ostiary Bank code is ${code}. Valid for 10 minutes. We never ask you for it by phone.`,
    }),
    hi: ({ code }) => ({
      subject: 'ओस्टियरी बैंक कोड',
      text: `आपका ओस्टियरी बैंक कोड ${code} है। 10 मिनट तक मान्य। हम इसे फ़ोन पर कभी नहीं पूछते।`,
    }),
  },
  application_received: {
    en: () => ({
      subject: 'We received your application',
      text: `Thank you. We received your application and will look at it soon. You can see where it stands at any time in the portal.${SIGN_OFF.en}`,
    }),
    hi: () => ({
      subject: 'हमें आपका आवेदन मिला',
      text: `धन्यवाद। हमें आपका आवेदन मिल गया है और हम जल्द ही इसे देखेंगे। आप पोर्टल में कभी भी इसकी स्थिति देख सकते हैं।${SIGN_OFF.hi}`,
    }),
  },
  action_required: {
    en: ({ items }) => ({
      subject: 'We need something again',
      text: `We checked what you sent. Please put this right:\n\n${items}\n\nEverything else is accepted and stays accepted. Sign in to the portal to continue.${SIGN_OFF.en}`,
    }),
    hi: ({ items }) => ({
      subject: 'हमें कुछ दोबारा चाहिए',
      text: `हमने आपकी भेजी चीज़ें जाँचीं। कृपया इसे ठीक करें:\n\n${items}\n\nबाक़ी सब स्वीकृत है और स्वीकृत रहेगा। आगे बढ़ने के लिए पोर्टल में साइन इन करें।${SIGN_OFF.hi}`,
    }),
  },
  approved: {
    en: () => ({
      subject: 'Your application is approved',
      text: `Welcome. Your application is approved and your account is ready.${SIGN_OFF.en}`,
    }),
    hi: () => ({
      subject: 'आपका आवेदन स्वीकृत हुआ',
      text: `स्वागत है। आपका आवेदन स्वीकृत हो गया है और आपका खाता तैयार है।${SIGN_OFF.hi}`,
    }),
  },
  rejected: {
    en: ({ items }) => ({
      subject: 'About your application',
      text: `We are sorry: we cannot approve your application.\n\n${items}\n\nYou can reach us by replying to this message.${SIGN_OFF.en}`,
    }),
    hi: ({ items }) => ({
      subject: 'आपके आवेदन के बारे में',
      text: `हमें खेद है: हम आपका आवेदन स्वीकार नहीं कर सकते।\n\n${items}\n\nइस संदेश का उत्तर देकर आप हमसे संपर्क कर सकते हैं।${SIGN_OFF.hi}`,
    }),
  },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof TEMPLATES;
