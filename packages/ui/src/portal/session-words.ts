import i18next from 'i18next';
import { useTranslation } from 'react-i18next';

const namespace = 'session-guard';

const en = {
  title: 'Your session is about to end',
  left: 'It ends in {{time}}.',
  stayText: 'Nothing has happened here for a while. To protect you, we end the session unless you stay.',
  fixedText:
    'A session lasts only so long, and this one cannot be made longer. Save what you are doing, then sign in again.',
  stay: 'Stay signed in',
  goOn: 'Go on until then',
  signOut: 'Sign out',
  failed: 'We could not reach the bank. Try once more.',
  over: 'Sign in to go on',
  kept: 'What you typed on this page is still here. It shows again as soon as you are back.',
  somebodyElse: 'Sign in as somebody else',
  reason: {
    UNKNOWN: 'Your session has ended.',
    SIGNED_OUT: 'You are signed out.',
    SIGNED_IN_ELSEWHERE: 'Your account was signed in to on another device or browser, so your session here has ended.',
    REVOKED: 'This session was ended from your list of sessions.',
    PASSWORD_CHANGED: 'Your password was changed, so your session here has ended.',
    TOKEN_REUSED: 'To protect you, we ended this session: something tried to use it a second time.',
    REPORTED:
      'You told us that something was not you, so every session has ended and the old password no longer works. We have sent you a link for a new one by e-mail.',
    BLOCKED: 'Your access is blocked. Contact the bank.',
    ERASED: 'Your data was erased. This account is closed.',
    EXPIRED: 'Your session has lasted as long as a session may.',
    IDLE: 'Nothing happened here for a while, so your session has ended.',
  },
};

const hi: typeof en = {
  title: 'आपका सत्र समाप्त होने वाला है',
  left: 'यह {{time}} में समाप्त होगा।',
  stayText: 'यहाँ कुछ देर से कुछ नहीं हुआ। आपकी सुरक्षा के लिए हम सत्र समाप्त करते हैं, जब तक आप बने न रहें।',
  fixedText: 'यह सत्र और लंबा नहीं हो सकता। अपना काम सहेजें, फिर दोबारा साइन इन करें।',
  stay: 'साइन इन रहें',
  goOn: 'तब तक जारी रखें',
  signOut: 'साइन आउट',
  failed: 'बैंक से संपर्क नहीं हो सका। फिर कोशिश करें।',
  over: 'आगे बढ़ने के लिए साइन इन करें',
  kept: 'आपने इस पृष्ठ पर जो लिखा था वह यहीं है। वापस आते ही फिर दिखेगा।',
  somebodyElse: 'किसी और के रूप में साइन इन करें',
  reason: {
    UNKNOWN: 'आपका सत्र समाप्त हो गया है।',
    SIGNED_OUT: 'आप साइन आउट हो गए हैं।',
    SIGNED_IN_ELSEWHERE: 'आपके खाते में किसी दूसरे डिवाइस या ब्राउज़र पर साइन इन हुआ, इसलिए यहाँ का सत्र समाप्त हो गया।',
    REVOKED: 'यह सत्र आपकी सत्र सूची से समाप्त किया गया।',
    PASSWORD_CHANGED: 'आपका पासवर्ड बदला गया, इसलिए यहाँ का सत्र समाप्त हो गया।',
    TOKEN_REUSED: 'आपकी सुरक्षा के लिए हमने यह सत्र समाप्त किया: किसी ने इसे दोबारा इस्तेमाल करना चाहा।',
    REPORTED:
      'आपने बताया कि कुछ आपका किया नहीं था, इसलिए हर सत्र समाप्त हो गया और पुराना पासवर्ड अब नहीं चलेगा। नए पासवर्ड का लिंक हमने आपके ई-मेल पर भेजा है।',
    BLOCKED: 'आपकी पहुँच रोकी गई है। बैंक से संपर्क करें।',
    ERASED: 'आपका डेटा मिटा दिया गया है। यह खाता बंद है।',
    EXPIRED: 'सत्र की अधिकतम अवधि पूरी हो गई।',
    IDLE: 'यहाँ कुछ देर तक कुछ नहीं हुआ, इसलिए सत्र समाप्त हो गया।',
  },
};

/** These words arrive with the dialogs, and not with the first load. */
export function useSessionWords() {
  for (const [language, words] of Object.entries({ en, hi }))
    if (!i18next.hasResourceBundle(language, namespace)) i18next.addResourceBundle(language, namespace, words);
  const { t } = useTranslation(namespace);
  /** Of a `SessionEndReason`; one that has no words here, or none, gets the plain sentence. */
  const sayReason = (reason: string | undefined) => t(`reason.${reason}`, { defaultValue: t('reason.UNKNOWN') });
  return { t, sayReason };
}
