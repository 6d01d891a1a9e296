import { Anchor } from '@mantine/core';
import type { SignedIn } from '@ostiary/domain/auth';
import { Page } from '@ostiary/ui';
import { SessionEndNote } from '@ostiary/ui/portal';
import { SignInSteps } from '@ostiary/ui/security';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { setPerson } from '../../lib/person.ts';
import { session } from '../../lib/session.ts';

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
        sessionEndedNote={<SessionEndNote session={session} />}
        forgotLink={
          <Anchor component={Link} to={paths.forgotPassword}>
            {t('forgot')}
          </Anchor>
        }
      />
    </Page>
  );
}
