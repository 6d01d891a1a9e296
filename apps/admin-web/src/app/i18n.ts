import i18next, { type BackendModule, type ResourceLanguage } from 'i18next';
import LanguageDetector from 'i18next-browser-languagedetector';
import { initReactI18next } from 'react-i18next';

export const languages = [
  { code: 'en', name: 'English' },
  { code: 'hi', name: 'हिन्दी' },
] as const;

const english = import.meta.glob<ResourceLanguage[string]>('./locales/en/*.json', { eager: true, import: 'default' });
const others = import.meta.glob<ResourceLanguage[string]>(['./locales/*/*.json', '!./locales/en/*.json'], {
  import: 'default',
});

const namespaceOf = (path: string) => path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
const en = Object.fromEntries(Object.entries(english).map(([path, words]) => [namespaceOf(path), words]));

/** Other languages arrive only when chosen; a namespace not yet translated falls back to English. */
const lazyLanguages: BackendModule = {
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
};

i18next.on('languageChanged', (language) => {
  document.documentElement.lang = language;
});

/** Resolves when the chosen language is there. File `locales/<language>/<name>.json` is namespace `<name>`. */
export const i18nReady = i18next
  .use(lazyLanguages)
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
    detection: { order: ['localStorage', 'navigator'], lookupLocalStorage: 'ostiary.language', caches: ['localStorage'] },
  });
