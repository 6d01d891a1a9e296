import { startI18n } from '@ostiary/ui/portal';
import type { ResourceLanguage } from 'i18next';

export { languages, type Language } from '@ostiary/ui/portal';

const english = import.meta.glob<ResourceLanguage[string]>('./locales/en/*.json', { eager: true, import: 'default' });
const others = import.meta.glob<ResourceLanguage[string]>(['./locales/*/*.json', '!./locales/en/*.json'], {
  import: 'default',
});

/** Resolves when the chosen language is there. File `locales/<language>/<name>.json` is namespace `<name>`. */
export const i18nReady = startI18n({ english, others });
