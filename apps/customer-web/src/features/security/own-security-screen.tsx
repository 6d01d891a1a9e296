import { Page } from '@ostiary/ui';
import { SecurityScreen } from '@ostiary/ui/security';
import { useTranslation } from 'react-i18next';
import { endSession } from '../../lib/session.ts';
import { ContactSection } from './contact-section.tsx';

/** How the person's account is protected and how the bank reaches them. */
export function OwnSecurityScreen() {
  const { t } = useTranslation('security-page');
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <SecurityScreen onSignedOut={() => endSession('signed-out')} extra={<ContactSection />} />
    </Page>
  );
}
