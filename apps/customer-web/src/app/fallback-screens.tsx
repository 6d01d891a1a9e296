import { Button, Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { Callout, Page } from '@ostiary/ui';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { errorText } from '../lib/errors.ts';
import { ButtonLink, TextLink } from '../lib/links.tsx';
import { paths } from './paths.ts';

/** While a screen's code is on its way. */
export function LoadingScreen() {
  const { t } = useTranslation();
  return (
    <Stack p="xl" maw={608} mx="auto" aria-busy="true">
      <VisuallyHidden role="status">{t('ui.loading')}</VisuallyHidden>
      <Skeleton height={40} width="70%" />
      <Skeleton height={20} />
      <Skeleton height={20} width="80%" />
    </Stack>
  );
}

export function NotFoundScreen() {
  const { t } = useTranslation();
  return (
    <Page title={t('notFound.title')} lead={t('notFound.lead')} width="narrow">
      <Group>
        <ButtonLink to={paths.home}>{t('notFound.home')}</ButtonLink>
      </Group>
    </Page>
  );
}

/** A screen that broke, or whose code could not be fetched. */
export function FailedScreen({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title={t('failed.title')} width="narrow">
      <Callout tone="refusal" role="alert">
        {errorText(error, t)}
      </Callout>
      <Group>
        <Button onClick={retry}>{t('ui.retry')}</Button>
        <TextLink to={paths.home}>{t('notFound.home')}</TextLink>
      </Group>
    </Page>
  );
}
