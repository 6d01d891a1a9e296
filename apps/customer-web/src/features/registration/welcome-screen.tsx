import { Group, List, Text } from '@mantine/core';
import { Page, Section } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { ButtonLink } from '../../lib/links.tsx';

const needs = ['contact', 'identity', 'ssn', 'photoId', 'proof'] as const;
const steps = ['account', 'answers', 'documents', 'review'] as const;

function Aside() {
  const { t } = useTranslation('welcome');
  return (
    <>
      <Section title={t('howLong.title')}>
        <Text>{t('howLong.text')}</Text>
        <Text c="dimmed" size="sm">
          {t('howLong.note')}
        </Text>
      </Section>
      <Section title={t('safe.title')}>
        <Text>{t('safe.text')}</Text>
      </Section>
    </>
  );
}

/** For a stranger at the door: what it takes, how long, and the way in. */
export function WelcomeScreen() {
  const { t } = useTranslation('welcome');
  return (
    <Page title={t('title')} lead={t('lead')} aside={<Aside />}>
      <Group gap="sm">
        <ButtonLink to={paths.register}>{t('open')}</ButtonLink>
        <ButtonLink to={paths.signIn} variant="default">
          {t('common:signIn')}
        </ButtonLink>
      </Group>
      <Section title={t('needs.title')}>
        <List spacing="xs">
          {needs.map((need) => (
            <List.Item key={need}>{t(`needs.${need}`)}</List.Item>
          ))}
        </List>
      </Section>
      <Section title={t('steps.title')}>
        <List type="ordered" spacing="xs">
          {steps.map((step) => (
            <List.Item key={step}>{t(`steps.${step}`)}</List.Item>
          ))}
        </List>
      </Section>
    </Page>
  );
}
