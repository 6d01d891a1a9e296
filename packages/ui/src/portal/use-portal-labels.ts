import { useTranslation } from 'react-i18next';
import { requestId } from '../client/errors.ts';
import type { UiLabels } from '../labels.tsx';
import { errorText } from './error-text.ts';
import { languages } from './i18n.ts';

/** The words the components say by themselves, from the portal's `common:appName` and `common:ui`. */
export function usePortalLabels(): UiLabels {
  const { t, i18n } = useTranslation('common');
  return {
    locale: (languages.find(({ code }) => code === i18n.resolvedLanguage) ?? languages[0]).locale,
    appName: t('appName'),
    skipToContent: t('ui.skipToContent'),
    loading: t('ui.loading'),
    retry: t('ui.retry'),
    cancel: t('ui.cancel'),
    close: t('ui.close'),
    previous: t('ui.previous'),
    next: t('ui.next'),
    optional: t('ui.optional'),
    day: t('ui.day'),
    month: t('ui.month'),
    year: t('ui.year'),
    showPassword: t('ui.showPassword'),
    hidePassword: t('ui.hidePassword'),
    selectAll: t('ui.selectAll'),
    sortBy: (column) => t('ui.sortBy', { column }),
    step: (current, total) => t('ui.step', { current, total }),
    requestId: (id) => t('ui.requestId', { id }),
    errorText: (error) => errorText(error, t),
    errorRequestId: requestId,
    colourScheme: {
      title: t('ui.colours'),
      light: t('ui.light'),
      dark: t('ui.dark'),
      auto: t('ui.auto'),
    },
  };
}
