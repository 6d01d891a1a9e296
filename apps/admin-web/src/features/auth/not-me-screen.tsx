import { Page } from '@ostiary/ui';
import { UndoForm } from '@ostiary/ui/security';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { SignInLink } from './sign-in-link.tsx';
import { useLinkToken } from './use-link-token.ts';

/** Opened by the link in the message of a second factor that somebody else may have set up. */
export function NotMeScreen() {
  const { t } = useTranslation('auth');
  const token = useLinkToken(paths.notMe);
  return (
    <Page title={t('notMeTitle')} width="narrow">
      <UndoForm token={token} signInLink={<SignInLink />} />
    </Page>
  );
}
