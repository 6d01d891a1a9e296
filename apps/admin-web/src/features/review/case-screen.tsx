import { Skeleton, Stack } from '@mantine/core';
import { Page, QueryView } from '@ostiary/ui';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { trpc } from '../../lib/trpc.ts';
import { CaseDesk } from './case-desk.tsx';

const route = getRouteApi(routeIds.case);
// A case that is not mine may change hands; mine changes by my own doing.
const watchMs = 5_000;

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
  const found = trpc.review.case.useQuery(
    { id },
    { refetchInterval: ({ state }) => (state.data?.isMine ? false : watchMs) },
  );
  if (found.data) return <CaseDesk key={id} view={found.data} />;
  return (
    <Page title={t(found.isError ? 'case.failed' : 'case.opening')} width="wide">
      <QueryView query={found} skeleton={<CaseSkeleton />}>
        {() => null}
      </QueryView>
    </Page>
  );
}
