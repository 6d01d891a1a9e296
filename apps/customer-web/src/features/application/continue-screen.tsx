import { Page, QueryView } from '@ostiary/ui';
import { Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { stepPath } from '../../app/paths.ts';
import { useOverview } from '../../lib/use-overview.ts';

/** Leads to the one thing to do next, whichever browser the last one was done in. */
export function ContinueScreen() {
  const { t } = useTranslation('application');
  const overview = useOverview({ isFresh: true });
  // An answer from before the last step was saved would lead back to it.
  const fresh = overview.isFetchedAfterMount ? overview.data : undefined;
  if (fresh) return <Navigate to={stepPath(fresh.nextAction)} replace />;
  return (
    <Page title={t('continue')} width="narrow">
      <QueryView query={{ ...overview, data: undefined }}>{() => null}</QueryView>
    </Page>
  );
}
