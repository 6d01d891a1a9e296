import type { UiLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { errorText, requestId } from './errors.ts';

/** The words packages/ui says by itself, in the reader's language. */
export function useUiLabels(): UiLabels {
  const { t, i18n } = useTranslation('common');
  return {
    locale: i18n.resolvedLanguage === 'hi' ? 'hi-IN' : 'en-GB',
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
