import { SIGN_OFF, type Template } from './template.ts';

/** What the owner of an account is told when it may have been taken from them, or was given back. */
export const RECOVERY_TEMPLATES = {
  email_replaced: {
    en: ({ now, link }) => ({
      subject: 'Your e-mail with us was changed',
      text: `Your e-mail with us is now ${now}. This message goes to the old one, so that no one can change it without your knowing.\n\n${
        link === undefined
          ? 'If this was not you, contact us at once.'
          : `If this was not you, open this page within three days. It puts this e-mail back, ends every session and sends you a link for a new password:\n\n${link}`
      }${SIGN_OFF.en}`,
      button: 'This was not me',
    }),
    hi: ({ now, link }) => ({
      subject: 'हमारे यहाँ आपका ई-मेल बदला गया',
      text: `हमारे यहाँ आपका ई-मेल अब ${now} है। यह संदेश पुराने पते पर जाता है, ताकि आपकी जानकारी के बिना कोई इसे न बदल सके।\n\n${
        link === undefined
          ? 'यदि यह आप नहीं थे, तो तुरंत हमसे संपर्क करें।'
          : `यदि यह आप नहीं थे, तो तीन दिनों के भीतर यह पृष्ठ खोलें। यह पुराना ई-मेल वापस लाता है, हर सत्र समाप्त करता है और नए पासवर्ड का लिंक भेजता है:\n\n${link}`
      }${SIGN_OFF.hi}`,
      button: 'यह मैंने नहीं किया',
    }),
  },
  email_restored: {
    en: ({ now }) => ({
      subject: 'The change of your e-mail was taken back',
      text: `Whoever reads ${now} said that the change of e-mail was not theirs. The account is reached at ${now} again, every session has ended, and the next sign-in needs a new password.\n\nIf this was not you, contact us at once.${SIGN_OFF.en}`,
    }),
    hi: ({ now }) => ({
      subject: 'ई-मेल का बदलाव वापस लिया गया',
      text: `${now} पढ़ने वाले ने बताया कि ई-मेल उन्होंने नहीं बदला था। खाते का ई-मेल फिर ${now} है, हर सत्र समाप्त हो गया है, और अगले साइन-इन के लिए नया पासवर्ड चाहिए।\n\nयदि यह आप नहीं थे, तो तुरंत हमसे संपर्क करें।${SIGN_OFF.hi}`,
    }),
  },
  second_factor_removed: {
    en: ({ when }) => ({
      subject: 'The bank removed your second factor',
      text: `On ${when} our staff removed the second factor of your account, because you had lost it. Every session has ended; until you set up a new one, signing in needs your password only.\n\nIf you did not ask for this, choose “Forgot password” in the portal at once and contact us.${SIGN_OFF.en}`,
    }),
    hi: ({ when }) => ({
      subject: 'बैंक ने आपका दूसरा कारक हटाया',
      text: `${when} को हमारे कर्मचारियों ने आपके खाते का दूसरा कारक हटाया, क्योंकि वह आपके पास नहीं रहा। हर सत्र समाप्त हो गया है; नया लगाने तक साइन इन के लिए केवल पासवर्ड चाहिए।\n\nयदि आपने यह नहीं माँगा, तो पोर्टल में तुरंत “पासवर्ड भूल गए” चुनें और हमसे संपर्क करें।${SIGN_OFF.hi}`,
    }),
  },
} as const satisfies Record<string, Template>;
