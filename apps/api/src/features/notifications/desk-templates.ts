import { SIGN_OFF, type Template } from './template.ts';

/** What members of staff are told by e-mail. No applicant is named: a mailbox is not the desk. */
export const DESK_TEMPLATES = {
  desk_notice: {
    en: ({ link }) => ({
      subject: 'Something at the desk waits for you',
      text: `You asked to hear of this by e-mail. What it is, the bell of the staff portal says:\n\n${link}${SIGN_OFF.en}`,
    }),
    hi: ({ link }) => ({
      subject: 'डेस्क पर कुछ आपकी प्रतीक्षा में है',
      text: `आपने ई-मेल से सूचना माँगी थी। क्या है, यह कर्मचारी पोर्टल की घंटी बताती है:\n\n${link}${SIGN_OFF.hi}`,
    }),
  },
  /** `what`: the type of the event, a fixed word; `when`: said in the reader's language. */
  security_alert: {
    en: ({ what, when, link }) => ({
      subject: 'Critical security event',
      text: `The bank recorded a critical security event.\n\nWhat: ${what}\nWhen: ${when}\n\nOpen it, own it and say how it was resolved:\n\n${link}${SIGN_OFF.en}`,
    }),
    hi: ({ what, when, link }) => ({
      subject: 'गंभीर सुरक्षा घटना',
      text: `बैंक ने एक गंभीर सुरक्षा घटना दर्ज की।\n\nक्या: ${what}\nकब: ${when}\n\nइसे खोलें, अपने ज़िम्मे लें और बताएँ कि क्या किया गया:\n\n${link}${SIGN_OFF.hi}`,
    }),
  },
} as const satisfies Record<string, Template>;
