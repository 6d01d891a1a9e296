import { SIGN_OFF, type Template } from './template.ts';

/** Codes, links and notices about the account itself. */
export const IDENTITY_TEMPLATES = {
  change_email: {
    en: ({ code }) => ({
      subject: 'Your code to confirm your new e-mail',
      text: `Your code is ${code}. It is valid for 10 minutes. Until you enter it, nothing changes.\n\nIf you did not ask for it, ignore this message.${SIGN_OFF.en}`,
    }),
    hi: ({ code }) => ({
      subject: 'नया ई-मेल पक्का करने का कोड',
      text: `आपका कोड ${code} है। यह 10 मिनट तक मान्य है।\n\nयदि आपने इसे नहीं माँगा, तो इस संदेश को अनदेखा करें।${SIGN_OFF.hi}`,
    }),
  },
  change_phone: {
    en: ({ code }) => ({
      subject: 'Ostiary Bank code',
      text: `Your Ostiary Bank code to confirm this number is ${code}. Valid for 10 minutes. We never ask you for it by phone.`,
    }),
    hi: ({ code }) => ({
      subject: 'ओस्टियरी बैंक कोड',
      text: `इस नंबर को पक्का करने का आपका ओस्टियरी बैंक कोड ${code} है। 10 मिनट तक मान्य। हम इसे फ़ोन पर कभी नहीं पूछते।`,
    }),
  },
  contact_changed: {
    en: ({ what, now }) => ({
      subject: 'Your contact details were changed',
      text: `Your ${what} with us is now ${now}. This message goes to the old one as well, so that no one can change it without your knowing.\n\nIf this was not you, choose “Forgot password” in the portal at once and contact us.${SIGN_OFF.en}`,
    }),
    hi: ({ what, now }) => ({
      subject: 'आपके संपर्क विवरण बदले गए',
      text: `आपका ${what} अब ${now} है। यह संदेश पुराने पते पर भी जाता है, ताकि आपकी जानकारी के बिना कोई इसे न बदल सके।\n\nयदि यह आप नहीं थे, तो पोर्टल में तुरंत “पासवर्ड भूल गए” चुनें और हमसे संपर्क करें।${SIGN_OFF.hi}`,
    }),
  },
  password_reset: {
    en: ({ link }) => ({
      subject: 'Choose a new password',
      text: `Open this page to choose a new password. The link works once, for 30 minutes:\n\n${link}\n\nIf you did not ask for it, ignore this message; your password stays as it is.${SIGN_OFF.en}`,
    }),
    hi: ({ link }) => ({
      subject: 'नया पासवर्ड चुनें',
      text: `नया पासवर्ड चुनने के लिए यह पृष्ठ खोलें। लिंक एक बार, 30 मिनट तक काम करता है:\n\n${link}\n\nयदि आपने इसे नहीं माँगा, तो इस संदेश को अनदेखा करें।${SIGN_OFF.hi}`,
    }),
  },
  password_changed: {
    en: ({ when }) => ({
      subject: 'Your password was changed',
      text: `Your password was changed on ${when}. Every other session was signed out.\n\nIf this was not you, choose “Forgot password” in the portal at once and contact us.${SIGN_OFF.en}`,
    }),
    hi: ({ when }) => ({
      subject: 'आपका पासवर्ड बदला गया',
      text: `आपका पासवर्ड ${when} को बदला गया। बाक़ी सभी सत्र बंद कर दिए गए।\n\nयदि यह आप नहीं थे, तो पोर्टल में तुरंत “पासवर्ड भूल गए” चुनें और हमसे संपर्क करें।${SIGN_OFF.hi}`,
    }),
  },
  new_sign_in: {
    en: ({ when, device, address }) => ({
      subject: 'A new sign-in to your account',
      text: `Somebody signed in to your account from a browser we had not seen before.\n\nWhen: ${when}\nWith: ${device}\nFrom: ${address}\n\nIf it was you, there is nothing to do. If not, choose “This wasn’t me” under Security in the portal, or “Forgot password”.${SIGN_OFF.en}`,
    }),
    hi: ({ when, device, address }) => ({
      subject: 'आपके खाते में नया साइन-इन',
      text: `आपके खाते में ऐसे ब्राउज़र से साइन इन हुआ जिसे हमने पहले नहीं देखा था।\n\nकब: ${when}\nकिससे: ${device}\nकहाँ से: ${address}\n\nयदि यह आप थे, तो कुछ करना नहीं है। यदि नहीं, तो पोर्टल में सुरक्षा के अंतर्गत “यह मैंने नहीं किया” या “पासवर्ड भूल गए” चुनें।${SIGN_OFF.hi}`,
    }),
  },
  signed_in_elsewhere: {
    en: ({ when, device, address }) => ({
      subject: 'A new sign-in ended your session',
      text: `One can be signed in to your account on one device at a time. A sign-in on another one ended the session you had.\n\nWhen: ${when}\nWith: ${device}\nFrom: ${address}\n\nIf this was not you, choose “Forgot password” in the portal at once and contact us.${SIGN_OFF.en}`,
    }),
    hi: ({ when, device, address }) => ({
      subject: 'नए साइन-इन ने आपका सत्र बंद किया',
      text: `आपके खाते में एक समय में एक ही उपकरण पर साइन इन रहा जा सकता है। दूसरे उपकरण पर हुए साइन-इन ने आपका पुराना सत्र बंद कर दिया।\n\nकब: ${when}\nकिससे: ${device}\nकहाँ से: ${address}\n\nयदि यह आप नहीं थे, तो पोर्टल में तुरंत “पासवर्ड भूल गए” चुनें और हमसे संपर्क करें।${SIGN_OFF.hi}`,
    }),
  },
  second_factor_on: {
    en: ({ when, link }) => ({
      subject: 'Your second factor is on',
      text: `Since ${when}, signing in to your account needs a code of your authenticator app as well. Keep your recovery codes in a safe place.\n\nIf this was not you, open this page within three days. It switches the factor off again, ends every session and sends you a link for a new password:\n\n${link}${SIGN_OFF.en}`,
      button: 'This was not me',
    }),
    hi: ({ when, link }) => ({
      subject: 'आपका दूसरा कारक चालू है',
      text: `${when} से आपके खाते में साइन इन करने के लिए ऐप का कोड भी चाहिए। अपने रिकवरी कोड सुरक्षित रखें।\n\nयदि यह आप नहीं थे, तो तीन दिनों के भीतर यह पृष्ठ खोलें। यह कारक को फिर बंद करता है, हर सत्र समाप्त करता है और नए पासवर्ड का लिंक भेजता है:\n\n${link}${SIGN_OFF.hi}`,
      button: 'यह मैंने नहीं किया',
    }),
  },
  second_factor_off: {
    en: ({ when }) => ({
      subject: 'Your second factor was switched off',
      text: `Since ${when}, signing in to your account needs your password only.\n\nIf this was not you, choose “Forgot password” in the portal at once and contact us.${SIGN_OFF.en}`,
    }),
    hi: ({ when }) => ({
      subject: 'आपका दूसरा कारक बंद किया गया',
      text: `${when} से आपके खाते में साइन इन करने के लिए केवल पासवर्ड चाहिए।\n\nयदि यह आप नहीं थे, तो पोर्टल में तुरंत “पासवर्ड भूल गए” चुनें और हमसे संपर्क करें।${SIGN_OFF.hi}`,
    }),
  },
  recovery_code_used: {
    en: ({ when, left }) => ({
      subject: 'A recovery code was used',
      text: `A recovery code was used on ${when} in place of your authenticator app. You have ${left} left; you can make new ones under Security in the portal.\n\nIf this was not you, choose “Forgot password” in the portal at once and contact us.${SIGN_OFF.en}`,
    }),
    hi: ({ when, left }) => ({
      subject: 'एक रिकवरी कोड उपयोग हुआ',
      text: `${when} को आपके ऐप के बदले एक रिकवरी कोड उपयोग हुआ। आपके पास ${left} बचे हैं; पोर्टल में सुरक्षा के अंतर्गत नए बना सकते हैं।\n\nयदि यह आप नहीं थे, तो पोर्टल में तुरंत “पासवर्ड भूल गए” चुनें और हमसे संपर्क करें।${SIGN_OFF.hi}`,
    }),
  },
  recovery_codes_renewed: {
    en: ({ when }) => ({
      subject: 'You have new recovery codes',
      text: `New recovery codes were made for your account on ${when}. The old ones no longer work.\n\nIf this was not you, choose “Forgot password” in the portal at once and contact us.${SIGN_OFF.en}`,
    }),
    hi: ({ when }) => ({
      subject: 'आपके नए रिकवरी कोड',
      text: `${when} को आपके खाते के लिए नए रिकवरी कोड बनाए गए। पुराने कोड अब काम नहीं करते।\n\nयदि यह आप नहीं थे, तो पोर्टल में तुरंत “पासवर्ड भूल गए” चुनें और हमसे संपर्क करें।${SIGN_OFF.hi}`,
    }),
  },
  second_factor_refused: {
    en: ({ when, device, address }) => ({
      subject: 'A wrong code when signing in to your account',
      text: `Somebody entered the right password of your account, and then a wrong code. They were not let in.\n\nWhen: ${when}\nWith: ${device}\nFrom: ${address}\n\nIf it was you, there is nothing to do. If not, somebody knows your password: choose “Forgot password” in the portal at once.${SIGN_OFF.en}`,
    }),
    hi: ({ when, device, address }) => ({
      subject: 'आपके खाते में साइन इन करते समय ग़लत कोड',
      text: `किसी ने आपके खाते का सही पासवर्ड डाला, फिर ग़लत कोड। उन्हें प्रवेश नहीं मिला।\n\nकब: ${when}\nकिससे: ${device}\nकहाँ से: ${address}\n\nयदि यह आप थे, तो कुछ करना नहीं है। यदि नहीं, तो किसी को आपका पासवर्ड पता है: पोर्टल में तुरंत “पासवर्ड भूल गए” चुनें।${SIGN_OFF.hi}`,
    }),
  },
  already_registered: {
    en: ({ link }) => ({
      subject: 'You already have an account',
      text: `Somebody, perhaps you, tried to open an account with this e-mail or phone number. There is one already: sign in, or choose a new password.\n\n${link}\n\nIf it was not you, ignore this message; nothing was changed.${SIGN_OFF.en}`,
    }),
    hi: ({ link }) => ({
      subject: 'आपका खाता पहले से है',
      text: `किसी ने, शायद आपने, इस ई-मेल या फ़ोन नंबर से खाता खोलने का प्रयास किया। खाता पहले से है: साइन इन करें या नया पासवर्ड चुनें।\n\n${link}\n\nयदि यह आप नहीं थे, तो इस संदेश को अनदेखा करें।${SIGN_OFF.hi}`,
    }),
  },
} as const satisfies Record<string, Template>;
