import i18next, { type BackendModule, type ResourceLanguage } from 'i18next';
import LanguageDetector from 'i18next-browser-languagedetector';
import { initReactI18next } from 'react-i18next';
import messages from '../messages/locales/en.json';
import security from '../security/locales/en.json';

export const languages = [
  { code: 'en', name: 'English', locale: 'en-GB' },
  { code: 'hi', name: 'हिन्दी', locale: 'hi-IN' },
] as const;
export type Language = (typeof languages)[number]['code'];

type Words = ResourceLanguage[string];

interface WordFiles {
  /** By path, as `import.meta.glob` gives them: `./locales/en/<namespace>.json`. */
  english: Record<string, Words>;
  /** Loaders of `./locales/<language>/<namespace>.json`. */
  others: Record<string, () => Promise<Words>>;
}

/** Words that both portals share. */
const sharedOthers: WordFiles['others'] = {
  './locales/hi/messages.json': () => import('../messages/locales/hi.json').then((file) => file.default),
  './locales/hi/security.json': () => import('../security/locales/hi.json').then((file) => file.default),
};

const namespaceOf = (path: string) => path.slice(path.lastIndexOf('/') + 1, -'.json'.length);

/** Other languages arrive only when chosen; a namespace not yet translated falls back to English. */
const lazyLanguages = (others: WordFiles['others']): BackendModule => ({
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = others[`./locales/${language}/${namespace}.json`];
    if (!load) return done(null, {});
    load().then(
      (words) => done(null, words),
      (error: unknown) => done(error instanceof Error ? error : new Error('language not loaded'), false),
    );
  },
});

/** Resolves when the chosen language is there. The globs stay with the caller: Vite reads them where they are written. */
export function startI18n({ english, others }: WordFiles): Promise<unknown> {
  const own = Object.fromEntries(Object.entries(english).map(([path, words]) => [namespaceOf(path), words]));
  const en = { security, messages, ...own };
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  return i18next
    .use(lazyLanguages({ ...sharedOthers, ...others }))
    .use(LanguageDetector)
    .use(initReactI18next)
    .init({
      resources: { en },
      partialBundledLanguages: true,
      ns: Object.keys(en),
      defaultNS: 'common',
      fallbackLng: 'en',
      supportedLngs: languages.map(({ code }) => code),
      nonExplicitSupportedLngs: true,
      load: 'languageOnly',
      initAsync: false,
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
      detection: {
        order: ['localStorage', 'navigator'],
        lookupLocalStorage: 'ostiary.language',
        caches: ['localStorage'],
      },
    });
}
