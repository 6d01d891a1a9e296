import type { MessageTopic } from '@ostiary/domain/notifications';
import type { Language } from '@ostiary/domain/shared';

interface MailWords {
  readonly bank: string;
  readonly code: string;
  readonly open: string;
  /** Why somebody gets a message that nobody can switch off, and where the others are. */
  readonly why: Readonly<Record<'CODES' | 'SECURITY' | 'DECISIONS' | 'CHOSEN', string>>;
  readonly choose: string;
  readonly reach: (address: string) => string;
  /** Codes are what people are talked out of most. */
  readonly caution: string;
}

/** The words around every e-mail. */
export const MAIL_WORDS: Readonly<Record<Language, MailWords>> = {
  en: {
    bank: 'Ostiary Bank',
    code: 'Your code',
    open: 'Open the portal',
    why: {
      CODES: 'You get this message because somebody asked for it with this address.',
      SECURITY: 'You get this message because it is about the security of your account. It cannot be switched off.',
      DECISIONS: 'You get this message because we must tell you what we decide. It cannot be switched off.',
      CHOSEN: 'You get this message because you hear of such things by e-mail.',
    },
    choose: 'Choose which messages you get',
    reach: (address) => `Questions? Write to ${address}.`,
    caution: 'We never ask for your password or a code by phone, e-mail or SMS.',
  },
  hi: {
    bank: 'ओस्टियरी बैंक',
    code: 'आपका कोड',
    open: 'पोर्टल खोलें',
    why: {
      CODES: 'यह संदेश इसलिए आया क्योंकि किसी ने इस पते से इसे माँगा।',
      SECURITY: 'यह संदेश आपके खाते की सुरक्षा के बारे में है। इसे बंद नहीं किया जा सकता।',
      DECISIONS: 'हमें अपना निर्णय आपको बताना होता है, इसलिए यह संदेश आया। इसे बंद नहीं किया जा सकता।',
      CHOSEN: 'यह संदेश इसलिए आया क्योंकि ऐसी बातें आपको ई-मेल से बताई जाती हैं।',
    },
    choose: 'चुनें कि कौन-से संदेश मिलें',
    reach: (address) => `प्रश्न हैं? ${address} पर लिखें।`,
    caution: 'हम आपका पासवर्ड या कोड फ़ोन, ई-मेल या SMS से कभी नहीं माँगते।',
  },
};

export function whyTold(language: Language, topic: MessageTopic): string {
  const { why } = MAIL_WORDS[language];
  return topic === 'CODES' || topic === 'SECURITY' || topic === 'DECISIONS' ? why[topic] : why.CHOSEN;
}
