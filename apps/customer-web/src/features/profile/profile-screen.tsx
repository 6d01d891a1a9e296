import { NativeSelect, Stack, Text } from '@mantine/core';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import type { ProfileView } from '@ostiary/domain/profile';
import { Language } from '@ostiary/domain/shared';
import { Callout, Page, QueryView, Section, StatusMark } from '@ostiary/ui';
import { MessagePreferences } from '@ostiary/ui/messages';
import { useTranslation } from 'react-i18next';
import { languages } from '../../app/i18n.ts';
import { paths } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import { TextLink } from '../../lib/links.tsx';
import { trpc } from '../../lib/trpc.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { Facts } from './facts.tsx';
import { NameForm } from './name-form.tsx';

function Contact({ value, isConfirmed, to }: { value: string; isConfirmed: boolean; to: string }) {
  const { t } = useTranslation('profile');
  return (
    <Stack gap={4}>
      <Text>{value}</Text>
      {isConfirmed ? (
        <StatusMark status="accepted">{t('confirmed')}</StatusMark>
      ) : (
        <span>
          {t('unconfirmed')} <TextLink to={to}>{t('confirm')}</TextLink>
        </span>
      )}
    </Stack>
  );
}

function LanguageChoice({ profile }: { profile: ProfileView }) {
  const { t, i18n } = useTranslation('profile');
  const update = trpc.profile.update.useMutation();
  const choose = (code: string) => {
    const language = Language.catch('en').parse(code);
    void i18n.changeLanguage(language);
    update.mutate({ language });
  };
  return (
    <Section title={t('settings')}>
      <NativeSelect
        label={t('common:language')}
        description={t('languageHint')}
        maw={320}
        value={profile.language}
        data={languages.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {update.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(update.error, t)}
        </Callout>
      )}
    </Section>
  );
}

function Profile({ profile }: { profile: ProfileView }) {
  const { t } = useTranslation('profile');
  const identity = useOverview().data?.rows.find(({ code }) => code === 'identity');
  const fullName = [profile.firstName, profile.lastName].filter(Boolean).join(' ');
  return (
    <>
      <Section title={t('name')}>
        {identity?.isOpen && fullName ? (
          <NameForm firstName={profile.firstName} lastName={profile.lastName} />
        ) : (
          <>
            <Text>{fullName || t('noName')}</Text>
            {identity?.isOpen ? (
              <TextLink to={paths.identity}>{t('giveName')}</TextLink>
            ) : (
              <Text c="dimmed">{t('nameSettled')}</Text>
            )}
          </>
        )}
      </Section>
      <Section title={t('contact')}>
        <Facts
          facts={[
            [
              t('email'),
              <Contact key="email" value={profile.email} isConfirmed={profile.emailConfirmed} to={paths.email} />,
            ],
            [
              t('phone'),
              <Contact key="phone" value={profile.phoneNumber} isConfirmed={profile.phoneConfirmed} to={paths.phone} />,
            ],
          ]}
        />
        <TextLink to={paths.security}>{t('security')}</TextLink>
      </Section>
      <Section title={t('privacy:title')}>
        <Text>{t('privacy:teaser')}</Text>
        <TextLink to={paths.privacy}>{t('privacy:open')}</TextLink>
      </Section>
      <Section title={t('record')}>
        <Facts
          facts={[
            [t('customerNumber'), profile.customerId ? formatCustomerNumber(profile.customerId) : t('none')],
            [t('username'), profile.username],
            [t('address'), profile.address ?? t('none')],
            [t('ssn'), profile.ssn ?? t('none')],
          ]}
        />
      </Section>
      <LanguageChoice profile={profile} />
      <MessagePreferences />
    </>
  );
}

/** What the bank knows of the person, and how they want to be spoken to. */
export function ProfileScreen() {
  const { t } = useTranslation('profile');
  const profile = trpc.profile.get.useQuery();
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <QueryView query={profile}>{(data) => <Profile profile={data} />}</QueryView>
    </Page>
  );
}
