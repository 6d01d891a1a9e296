import { Group, Text } from '@mantine/core';
import type { RegistrationChallenge } from '@ostiary/domain/registration';
import { Callout, Page } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { CodeForm } from '../../lib/code-form.tsx';
import { DevMailboxLink } from '../../lib/dev-mailbox.tsx';
import { errorText } from '../../lib/errors.ts';
import { ButtonLink, TextLink } from '../../lib/links.tsx';
import { resendAtOf, ResendButton } from '../../lib/resend-button.tsx';
import { signIn } from '../../lib/session.ts';
import { trpc } from '../../lib/trpc.ts';
import { findChallenge, forgetChallenge, keepChallenge } from './pending-challenge.ts';

function LostChallenge() {
  const { t } = useTranslation('registration');
  return (
    <Page title={t('lost.title')} lead={t('lost.lead')} width="narrow">
      <Group>
        <ButtonLink to={paths.signIn}>{t('common:signIn')}</ButtonLink>
        <TextLink to={paths.register}>{t('lost.register')}</TextLink>
      </Group>
    </Page>
  );
}

function Resend({
  challenge,
  onSent,
}: {
  challenge: RegistrationChallenge;
  onSent: (next: RegistrationChallenge) => void;
}) {
  const { t } = useTranslation('registration');
  const resend = trpc.registration.resend.useMutation({
    onSuccess: (next) => {
      keepChallenge(next);
      onSent(next);
    },
  });
  return (
    <>
      {resend.isSuccess && (
        <Callout tone="accepted" role="status">
          {t('code.sentAgain')}
        </Callout>
      )}
      {resend.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(resend.error, t)}
        </Callout>
      )}
      <Group>
        <ResendButton
          resendAt={resendAtOf(resend.error) ?? challenge.resendAt}
          isPending={resend.isPending}
          onResend={() => resend.mutate({ challenge: challenge.challenge })}
        />
      </Group>
    </>
  );
}

/** Confirms the e-mail by its code and signs in. */
export function RegisterCodeScreen() {
  const { t } = useTranslation('registration');
  const navigate = useNavigate();
  const [challenge, setChallenge] = useState(findChallenge);
  const verify = trpc.registration.verify.useMutation({
    onSuccess: (result) => {
      forgetChallenge();
      signIn(result);
      void navigate({ to: paths.continue, replace: true });
    },
  });
  if (!challenge) return <LostChallenge />;
  return (
    <Page title={t('code.title')} lead={t('code.lead', { sentTo: challenge.sentTo })} width="narrow">
      <DevMailboxLink />
      <CodeForm
        isPending={verify.isPending}
        error={verify.error}
        onSubmit={(code) => verify.mutate({ challenge: challenge.challenge, code })}
      />
      <Text>
        {t('code.nothingCame')} {t('wrong.ask')} <TextLink to={paths.register}>{t('wrong.startAgain')}</TextLink>
      </Text>
      <Resend challenge={challenge} onSent={setChallenge} />
    </Page>
  );
}
