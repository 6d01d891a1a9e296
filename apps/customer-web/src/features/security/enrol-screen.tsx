import { Button } from '@mantine/core';
import { Callout, Page } from '@ostiary/ui';
import { EnrolSecondFactor } from '@ostiary/ui/security';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { session } from '../../lib/session.ts';

/** Sets up the second factor that the bank requires; nothing else is open until then. */
export function EnrolScreen({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('security-page');
  const queryClient = useQueryClient();
  const goOn = useMutation({
    mutationFn: async () => {
      // Only a new grant says that the requirement is met.
      await session.renewNow();
      await queryClient.invalidateQueries();
    },
    onSuccess: onDone,
  });
  return (
    <Page title={t('enrol.title')} lead={t('enrol.lead')} width="narrow">
      {goOn.isIdle ? (
        <EnrolSecondFactor onDone={() => goOn.mutate()} />
      ) : (
        <Button onClick={() => goOn.mutate()} loading={goOn.isPending}>
          {t('enrol.goOn')}
        </Button>
      )}
      {goOn.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(goOn.error, t)}
        </Callout>
      )}
    </Page>
  );
}
