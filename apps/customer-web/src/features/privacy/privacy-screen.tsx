import { Page } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { DownloadSection } from './download-section.tsx';
import { ErasureSection } from './erasure-section.tsx';
import { LooksSection } from './looks-section.tsx';

/** Who looked at one's data, a copy of all of it, and the wish to be forgotten. */
export function PrivacyScreen() {
  const { t } = useTranslation('privacy');
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <LooksSection />
      <DownloadSection />
      <ErasureSection />
    </Page>
  );
}
