import { Stack, Text, Title } from '@mantine/core';
import type { SignedIn, SignInResult } from '@ostiary/domain/auth';
import { useState, type ReactNode } from 'react';
import { errorCode } from '../client/errors.ts';
import { CredentialsForm } from './credentials-form.tsx';
import { identity } from './identity-api.ts';
import { SecondStepForm } from './second-step-form.tsx';
import { useCredentials } from './use-credentials.ts';
import { useWords } from './use-words.ts';

interface SignInStepsProps {
  onSignedIn: (result: SignedIn) => void;
  /** Who was signed in before, where that is known: then the password has the focus. */
  username?: string;
  /** The portal's link to where a forgotten password is replaced. */
  forgotLink: ReactNode;
  /** Of the first step, where the page does not say it. */
  title?: string;
  /** Why the person is asked to sign in again. */
  sessionEndedNote?: ReactNode;
}

/** Username and password; after them the second factor, for whom it is on. */
export function SignInSteps({ onSignedIn, username = '', forgotLink, title, sessionEndedNote }: SignInStepsProps) {
  const { refusal } = useWords();
  const [challenge, setChallenge] = useState<string | null>(null);
  const credentials = useCredentials(username);
  const login = identity.auth.login.useMutation({
    onSuccess: (result: SignInResult) => {
      credentials.failure.clear();
      if ('challenge' in result) setChallenge(result.challenge);
      else onSignedIn(result);
    },
    onError: (error) => credentials.onRefused(refusal(error), errorCode(error) === 'INVALID_CREDENTIALS'),
  });
  const startAgain = (error?: unknown) => {
    setChallenge(null);
    if (error) credentials.onRefused(refusal(error), true);
  };
  if (challenge !== null)
    return <SecondStepForm challenge={challenge} onSignedIn={onSignedIn} onStartAgain={startAgain} />;
  return (
    <Stack gap="lg">
      {title && <Title order={2}>{title}</Title>}
      {sessionEndedNote}
      <CredentialsForm
        credentials={credentials}
        isPending={login.isPending}
        onSubmit={(values) => login.mutate(values)}
        startsAtPassword={username !== ''}
      />
      <Text>{forgotLink}</Text>
    </Stack>
  );
}
