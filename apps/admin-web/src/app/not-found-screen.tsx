import { Anchor } from '@mantine/core';
import { Page } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from './paths.ts';

export function NotFoundScreen() {
  const { t } = useTranslation('desk');
  return (
    <main>
      <Page title={t('notFound.title')} lead={t('notFound.text')}>
        <p>
          <Anchor component={Link} to={paths.queue}>
            {t('toQueue')}
          </Anchor>
        </p>
      </Page>
    </main>
  );
}
