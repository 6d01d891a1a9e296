import type { CaseView } from '@ostiary/domain/review';
import { useLabels } from '@ostiary/ui';
import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePresence } from './use-presence.ts';
import classes from './case.module.css';

/** Colleagues who have the same case open. */
export function Presence({ id }: { id: CaseView['id'] }) {
  const { t } = useTranslation('review');
  const { locale } = useLabels();
  const others = usePresence(id);
  const names = new Intl.ListFormat(locale).format(others.map(({ name }) => name));
  return (
    <p role="status" className={classes.presence}>
      {others.length > 0 && (
        <>
          <IconEye size={16} aria-hidden />
          {t('presence', { names, count: others.length })}
        </>
      )}
    </p>
  );
}
