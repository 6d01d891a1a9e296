import { Anchor } from '@mantine/core';
import type { SignedIn } from '@ostiary/domain/auth';
import { Callout, Page } from '@ostiary/ui';
import { SignInSteps } from '@ostiary/ui/security';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { setPerson } from '../../lib/person.ts';
import { session, useSession } from '../../lib/session.ts';

function SessionNotice() {
  const { t } = useTranslation();
  const state = useSession();
  if (state.status !== 'anonymous' || !state.ended) return null;
  return (
    <Callout tone={state.ended === 'ended' ? 'caution' : 'info'} role="status">
      {t(`session.${state.ended}`)}
    </Callout>
  );
}

function onSignedIn(result: SignedIn) {
  setPerson(result.user);
  // The router sees the session begin and goes on to the page that was asked for.
  session.signIn(result);
}

export function SignInScreen() {
  const { t } = useTranslation('auth');
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <SignInSteps
        onSignedIn={onSignedIn}
        sessionEndedNote={<SessionNotice />}
        forgotLink={
          <Anchor component={Link} to={paths.forgotPassword}>
            {t('forgot')}
          </Anchor>
        }
      />
    </Page>
  );
}
