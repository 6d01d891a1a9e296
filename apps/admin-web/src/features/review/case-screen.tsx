import { Skeleton, Stack } from '@mantine/core';
import type { CaseView } from '@ostiary/domain/review';
import { Page, QueryView } from '@ostiary/ui';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { trpc } from '../../lib/trpc.ts';
import { CaseDesk } from './case-desk.tsx';
import { SeeCase, useShownCase } from './use-shown-case.ts';

const route = getRouteApi(routeIds.case);
// Changes are heard as they happen; this is for a line that is down. Mine is not changed under my eyes.
const watchMs = 30_000;
// A little after a held decision takes effect, and at least so far apart where it is late.
const afterHoldMs = 400;

/** When to ask again: once a held decision must have taken effect; otherwise while the case is somebody else's. */
function whenToAsk(view: CaseView | undefined): number | false {
  if (view?.held) return Math.max(1_000, Date.parse(view.held.commitsAt) - Date.now() + afterHoldMs);
  return view?.isMine ? false : watchMs;
}

function CaseSkeleton() {
  return (
    <Stack gap="sm" aria-hidden>
      <Skeleton height={28} width="40%" />
      <Skeleton height={380} />
    </Stack>
  );
}

export function CaseScreen() {
  const { t } = useTranslation('review');
  const { id } = route.useParams();
  const found = trpc.review.case.useQuery({ id }, { refetchInterval: ({ state }) => whenToAsk(state.data) });
  // A company has no name of a person; its own stands with its data.
  const { view, newest, see } = useShownCase(found.data);
  if (view)
    return (
      <SeeCase value={see}>
        <CaseDesk key={id} view={{ ...view, name: view.name || t(`common:unnamed.${view.kind}`) }} newest={newest} />
      </SeeCase>
    );
  return (
    <Page title={t(found.isError ? 'case.failed' : 'case.opening')} width="wide">
      <QueryView query={found} skeleton={<CaseSkeleton />}>
        {() => null}
      </QueryView>
    </Page>
  );
}
