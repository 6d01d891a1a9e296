import { Button, Group } from '@mantine/core';
import { Page } from '@ostiary/ui';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { errorText, requestId } from '../lib/errors.ts';
import { paths } from './paths.ts';

/** What is left when a screen itself fails; never the raw message of an exception. */
export function FailureScreen({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('desk');
  const router = useRouter();
  const id = requestId(error);
  // A screen's own TypeError is no network failure, though a failed fetch is one too.
  const said = error instanceof TypeError ? t('common:errors.UNKNOWN') : errorText(error, t);
  const tryAgain = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title={t('failure.title')} lead={said}>
      {id && <p>{t('common:ui.requestId', { id })}</p>}
      <Group>
        <Button onClick={tryAgain}>{t('common:ui.retry')}</Button>
        <Button variant="default" component="a" href={paths.queue}>
          {t('toQueue')}
        </Button>
      </Group>
    </Page>
  );
}
