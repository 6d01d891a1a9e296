import { ColorSchemeToggle, Page, QueryView, Section, Time } from '@ostiary/ui';
import { MessagePreferences } from '@ostiary/ui/messages';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import classes from './profile.module.css';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function ProfileScreen() {
  const { t } = useTranslation('profile');
  const profile = trpc.profile.get.useQuery();
  return (
    <Page title={t('title')} lead={t('lead')}>
      <QueryView query={profile}>
        {(person) => (
          <dl className={classes.facts}>
            <Fact label={t('name')}>{`${person.firstName} ${person.lastName}`.trim() || person.username}</Fact>
            <Fact label={t('username')}>{person.username}</Fact>
            <Fact label={t('email')}>{person.email}</Fact>
            <Fact label={t('roles')}>
              {person.roles.map((role) => (
                <div key={role.id}>{role.description || role.name}</div>
              ))}
              {person.roles.length === 0 && t('noRoles')}
            </Fact>
            <Fact label={t('lastLogin')}>{person.lastLogin ? <Time value={person.lastLogin} /> : t('never')}</Fact>
          </dl>
        )}
      </QueryView>
      <MessagePreferences />
      <Section title={t('common:ui.colours')}>
        <p>{t('coloursLead')}</p>
        <div className={classes.setting}>
          <ColorSchemeToggle />
        </div>
      </Section>
    </Page>
  );
}
