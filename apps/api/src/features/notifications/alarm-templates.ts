import { SIGN_OFF, type Template } from './template.ts';

/** What the owner of an account hears of somebody else's attempts at it. */
export const ALARM_TEMPLATES = {
  account_locked: {
    en: ({ when }) => ({
      subject: 'Too many wrong attempts at your account',
      text: `There were five wrong attempts at your password or your second factor in a row, the last on ${when}. For 30 minutes we refuse any more of them; after that all is as before. A browser in which you sign in often may still let you in.\n\nIf it was you, wait, or choose “Forgot password” in the portal: a new password opens the lock at once. If it was not you, nobody got in; choose a new password if somebody might know yours.${SIGN_OFF.en}`,
    }),
    hi: ({ when }) => ({
      subject: 'आपके खाते पर बहुत सारे ग़लत प्रयास',
      text: `आपके पासवर्ड या दूसरे कारक के लिए लगातार पाँच ग़लत प्रयास हुए, आख़िरी ${when} को। 30 मिनट तक हम और प्रयास नहीं लेते; उसके बाद सब पहले जैसा होगा। जिस ब्राउज़र में आप अक्सर साइन इन करते हैं, वह फिर भी आपको अंदर आने दे सकता है।\n\nयदि यह आप थे, तो प्रतीक्षा करें, या पोर्टल में “पासवर्ड भूल गए” चुनें: नया पासवर्ड रोक तुरंत हटा देता है। यदि यह आप नहीं थे, तो किसी को प्रवेश नहीं मिला; यदि किसी को आपका पासवर्ड पता हो सकता है, तो नया चुनें।${SIGN_OFF.hi}`,
    }),
  },
  session_copied: {
    en: ({ when, device, address }) => ({
      subject: 'We ended a session of your account',
      text: `Your sign-in was used from two places at once, as happens when somebody copies it out of a browser. We ended that session, so neither place is signed in any more.\n\nWhen: ${when}\nLast used with: ${device}\nFrom: ${address}\n\nSign in again. If you have no idea what this was, choose a new password, look under Security in the portal for sign-ins that were not yours, and have the browser or computer checked.${SIGN_OFF.en}`,
    }),
    hi: ({ when, device, address }) => ({
      subject: 'हमने आपके खाते का एक सत्र बंद किया',
      text: `आपका साइन-इन एक साथ दो जगहों से उपयोग हुआ, जैसा तब होता है जब कोई उसे ब्राउज़र से कॉपी कर ले। हमने वह सत्र बंद कर दिया, इसलिए अब कोई भी जगह साइन इन नहीं है।\n\nकब: ${when}\nअंतिम उपयोग किससे: ${device}\nकहाँ से: ${address}\n\nफिर से साइन इन करें। यदि आपको नहीं पता कि यह क्या था, तो नया पासवर्ड चुनें, पोर्टल में सुरक्षा के अंतर्गत ऐसे साइन-इन देखें जो आपके न हों, और ब्राउज़र या कंप्यूटर की जाँच कराएँ।${SIGN_OFF.hi}`,
    }),
  },
} as const satisfies Record<string, Template>;
