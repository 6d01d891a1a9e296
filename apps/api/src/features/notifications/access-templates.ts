import { SIGN_OFF, type Template } from './template.ts';

/** What people are told about being let in. */
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
} as const satisfies Record<string, Template>;
