import { SIGN_OFF, type Template } from './template.ts';

/** What people are told about the keeping of their data. */
export const PRIVACY_TEMPLATES = {
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
