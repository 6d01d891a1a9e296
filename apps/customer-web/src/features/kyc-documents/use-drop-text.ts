import { type FileDropText, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { sayMegabytes } from '../../lib/format.ts';

interface DropTextOptions {
  label: string;
  /** The last file of this place was refused. */
  isAgain: boolean;
}

/** The words of one file control. */
export function useDropText({ label, isAgain }: DropTextOptions): FileDropText {
  const { t } = useTranslation('documents');
  const { locale } = useLabels();
  return {
    label,
    hint: t('drop.hint'),
    choose: t(isAgain ? 'drop.another' : 'drop.choose'),
    takePhoto: t('drop.takePhoto'),
    dropHere: t('drop.dropHere'),
    change: t('drop.change'),
    cancel: t('common:ui.cancel'),
    retry: t('common:ui.retry'),
    pause: t('drop.pause'),
    goOn: t('common:ui.continue'),
    paused: t('drop.paused'),
    preparing: (name) => t('drop.preparing', { name }),
    selected: (name) => t('drop.selected', { name }),
    sent: (name) => t('drop.sent', { name }),
    failed: (name) => t('drop.failed', { name }),
    progress: (sent, total) =>
      t('drop.progress', {
        sent: sayMegabytes(sent, locale),
        total: sayMegabytes(total, locale),
        percent: total > 0 ? Math.floor((100 * sent) / total) : 0,
      }),
  };
}
