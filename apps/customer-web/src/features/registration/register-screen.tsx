import { Text } from '@mantine/core';
import { Page } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { TextLink } from '../../lib/links.tsx';
import { RegisterForm } from './register-form.tsx';

/** Opens an account: first who can be reached, then the rest. */
export function RegisterScreen() {
  const { t } = useTranslation('registration');
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <RegisterForm />
      <Text>
        {t('haveAccount')} <TextLink to={paths.signIn}>{t('common:signIn')}</TextLink>
      </Text>
    </Page>
  );
}
