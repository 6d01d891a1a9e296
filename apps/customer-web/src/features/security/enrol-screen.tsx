import { Page } from '@ostiary/ui';
import { EnrolSecondFactor } from '@ostiary/ui/security';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { session } from '../../lib/session.ts';

/** Sets up the second factor that the bank requires; nothing else is open until then. */
export function EnrolScreen({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('security-page');
  const queryClient = useQueryClient();
  const goOn = async () => {
    // Only a new grant says that the requirement is met.
    await session.renewNow();
    await queryClient.invalidateQueries();
    onDone();
  };
  return (
    <Page title={t('enrol.title')} lead={t('enrol.lead')} width="narrow">
      <EnrolSecondFactor onDone={() => void goOn()} />
    </Page>
  );
}
