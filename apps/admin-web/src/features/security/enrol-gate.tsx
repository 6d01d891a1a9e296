import { Button, Skeleton } from '@mantine/core';
import { Callout, Page } from '@ostiary/ui';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { session, useSession } from '../../lib/session.ts';

// Needed once in a person's time at the bank: kept out of the first load.
const EnrolSecondFactor = lazy(() =>
  import('@ostiary/ui/security').then(({ EnrolSecondFactor: Enrol }) => ({ default: Enrol })),
);

function EnrolPage({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('auth');
  // The server says anew what the session may do.
  const renew = useMutation({ mutationFn: () => session.renewNow(), onSuccess: onDone });
  return (
    <Page title={t('enrol.title')} lead={t('enrol.lead')} width="narrow">
      {renew.isIdle ? (
        <Suspense fallback={<Skeleton height={120} />}>
          <EnrolSecondFactor onDone={() => renew.mutate()} />
        </Suspense>
      ) : (
        <Button onClick={() => renew.mutate()} loading={renew.isPending}>
          {t('enrol.goOn')}
        </Button>
      )}
      {renew.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(renew.error, t)}
        </Callout>
      )}
    </Page>
  );
}

/**
 * Whether the bank still requires a second factor of this person. Stays true until its recovery codes are saved: a
 * renewal in between knows already that the factor is on.
 */
export function useEnrolment() {
  const state = useSession();
  const mustEnrol = state.status === 'signed-in' && state.mustEnrol === true;
  const [isEnrolling, setIsEnrolling] = useState(mustEnrol);
  if (mustEnrol && !isEnrolling) setIsEnrolling(true);
  return { isEnrolling: isEnrolling || mustEnrol, onDone: () => setIsEnrolling(false) };
}

interface EnrolGateProps {
  enrolment: ReturnType<typeof useEnrolment>;
  children: ReactNode;
}

/** In place of every page, for who must set up a second factor first. */
export function EnrolGate({ enrolment, children }: EnrolGateProps) {
  return enrolment.isEnrolling ? <EnrolPage onDone={enrolment.onDone} /> : children;
}
