import { EmptyNote, Page } from '@ostiary/ui';
import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePermission, usePerson } from '../lib/person.ts';

/** Cases are for people who may read them; others learn calmly that their role has no page here yet. */
export function CasesGate() {
  const { t } = useTranslation('desk');
  const canRead = usePermission('review.read');
  const person = usePerson();
  if (!person) return null;
  if (canRead) return <Outlet />;
  return (
    <Page title={t('nothingHere.title')}>
      <EmptyNote title={t('nothingHere.lead')}>{t('nothingHere.text')}</EmptyNote>
    </Page>
  );
}
