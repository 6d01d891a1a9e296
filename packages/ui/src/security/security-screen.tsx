import type { ReactNode } from 'react';
import { Page } from '../page.tsx';
import { ActivitySection } from './activity-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { identity } from './identity-api.ts';
import type { PasswordOwner } from './password-rules.ts';
import { PasswordSection } from './password-section.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { useWords } from './use-words.ts';

interface SecurityScreenProps {
  /** The session that is asking has ended: a sign-in that was not the person's ends them all. */
  onSignedOut: () => void;
  /** Whose words a new password must not contain. */
  owner?: PasswordOwner;
  /** Further sections of the portal, at the end. */
  extra?: ReactNode;
}

/** How the person proves who they are, and where their account is open. */
export function SecurityScreen({ onSignedOut, owner, extra }: SecurityScreenProps) {
  const { t } = useWords();
  const { data } = identity.secondFactor.status.useQuery();
  const protectedTitle = data?.isOn ? t('screen.protected') : t('screen.open');
  return (
    <Page title={data ? protectedTitle : t('screen.loading')} lead={t('screen.lead')} width="narrow">
      <PasswordSection owner={owner} />
      <SecondFactorSection />
      <SessionsSection />
      <DevicesSection />
      <ActivitySection onSignedOut={onSignedOut} />
      {extra}
    </Page>
  );
}
