import { SIGN_OFF, type Template } from './template.ts';

/** What people are told about the keeping of their data. */
export const PRIVACY_TEMPLATES = {
  asked_again: {
    en: () => ({
      subject: 'Please send one thing again',
      text: `Something you gave us cannot be used: its file did not pass our technical check, or it can no longer be read here. Everything else stays as it is. Sign in to the portal: your application shows what to give again.${SIGN_OFF.en}`,
    }),
    hi: () => ({
      subject: 'कृपया एक चीज़ दोबारा भेजें',
      text: `आपकी दी हुई एक चीज़ काम में नहीं ली जा सकती: उसकी फ़ाइल तकनीकी जाँच में ठीक नहीं निकली, या वह अब हमारे यहाँ पढ़ी नहीं जा सकती। बाक़ी सब वैसा ही है। पोर्टल में साइन इन करें: क्या दोबारा देना है, यह आपका आवेदन दिखाता है।${SIGN_OFF.hi}`,
    }),
  },
  data_viewed: {
    en: () => ({
      subject: 'A member of staff looked at your data',
      text: `A member of our staff saw one of your numbers whole. When, what, why and in which role stands in the portal, under “Your data and privacy”. Further looks within a day are listed there without another message.${SIGN_OFF.en}`,
    }),
    hi: () => ({
      subject: 'एक कर्मचारी ने आपका डेटा देखा',
      text: `हमारे एक कर्मचारी ने आपका एक नंबर पूरा देखा। कब, क्या, क्यों और किस भूमिका में, यह पोर्टल में “आपका डेटा और निजता” के नीचे लिखा है। एक दिन के भीतर और बार देखना वहीं दर्ज होता है, अलग संदेश के बिना।${SIGN_OFF.hi}`,
    }),
  },
  /** `why`: one of the bank's own sentences, in the reader's language. */
  erasure_declined: {
    en: ({ why }) => ({
      subject: 'About your wish to be forgotten',
      text: `We looked at your wish and cannot erase your data now. ${why}\n\nYou can ask again at any time in the portal, write to us, or complain to the data protection authority.${SIGN_OFF.en}`,
    }),
    hi: ({ why }) => ({
      subject: 'डेटा मिटाने के आपके अनुरोध के बारे में',
      text: `हमने आपका अनुरोध देखा और अभी आपका डेटा नहीं मिटा सकते। ${why}\n\nआप पोर्टल में कभी भी दोबारा कह सकते हैं, हमें लिख सकते हैं, या डेटा संरक्षण प्राधिकरण से शिकायत कर सकते हैं।${SIGN_OFF.hi}`,
    }),
  },
  data_erased: {
    en: () => ({
      subject: 'Your data was erased',
      text: `We erased your data for good. You can no longer sign in. We keep only what the law makes us keep: that there was an account, and what was decided. This is our last message to you.${SIGN_OFF.en}`,
    }),
    hi: () => ({
      subject: 'आपका डेटा मिटा दिया गया',
      text: `हमने आपका डेटा हमेशा के लिए मिटा दिया। अब आप साइन इन नहीं कर सकते। हम केवल वही रखते हैं जो क़ानून के अनुसार रखना ज़रूरी है: कि एक खाता था, और क्या निर्णय हुआ। यह आपके लिए हमारा अंतिम संदेश है।${SIGN_OFF.hi}`,
    }),
  },
  application_closed: {
    en: () => ({
      subject: 'We closed your unfinished application',
      text: `Nobody went on with your application for a long time, so we closed it. You can start a new one in the portal at any time.${SIGN_OFF.en}`,
    }),
    hi: () => ({
      subject: 'हमने आपका अधूरा आवेदन बंद किया',
      text: `आपके आवेदन पर लंबे समय से कुछ नहीं हुआ, इसलिए हमने उसे बंद कर दिया। आप पोर्टल में कभी भी नया आवेदन शुरू कर सकते हैं।${SIGN_OFF.hi}`,
    }),
  },
} as const satisfies Record<string, Template>;
