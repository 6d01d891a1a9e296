import { Anchor, Stack, Text } from '@mantine/core';
import type { ApplicationOverview } from '@ostiary/domain/application';
import { Callout, Section, Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { StartAgain } from './start-again.tsx';

const mail = 'onboarding@ostiary.example';

function ReachTheBank() {
  const { t } = useTranslation('application');
  return (
    <Section title={t('reach.title')}>
      <Text>
        {t('reach.text')}{' '}
        <Anchor td="underline" inherit href={`mailto:${mail}`}>
          {mail}
        </Anchor>
      </Text>
    </Section>
  );
}

function Reasons({ reasons }: { reasons: ApplicationOverview['reasons'] }) {
  const { t } = useTranslation('application');
  return (
    <Section title={t('reasons')}>
      <Stack gap="sm">
        {reasons.map((reason) => (
          <Callout key={reason.code} tone="refusal" title={reason.message}>
            {reason.nextStep}
          </Callout>
        ))}
      </Stack>
    </Section>
  );
}

function Decided({ at }: { at: string }) {
  const { t } = useTranslation('application');
  return (
    <Text c="dimmed">
      {t('decidedAt')} <Time value={at} />
    </Text>
  );
}

/** What was decided, why, and how to reach the bank about it. */
export function Outcome({ overview }: { overview: ApplicationOverview }) {
  const { t } = useTranslation('application');
  const { status, reasons, submittedAt, decidedAt } = overview;
  if (status === 'REJECTED')
    return (
      <>
        {decidedAt && <Decided at={decidedAt} />}
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <ReachTheBank />
        {overview.canStartAgain && <StartAgain />}
      </>
    );
  if (status === 'APPROVED')
    return (
      <>
        <Callout
          tone={overview.canTransact ? 'accepted' : 'caution'}
          title={overview.canTransact && t('approved.title')}
        >
          {overview.canTransact ? t('approved.text') : t('approved.blocked')}
        </Callout>
        {decidedAt && <Decided at={decidedAt} />}
        <ReachTheBank />
      </>
    );
  if (status === 'EXPIRED' || status === 'WITHDRAWN')
    return (
      <>
        {overview.canStartAgain && <StartAgain />}
        <ReachTheBank />
      </>
    );
  if (!submittedAt || status === 'ACTION_REQUIRED' || decidedAt) return null;
  return (
    <Text c="dimmed">
      {t('sentAt')} <Time value={submittedAt} />
    </Text>
  );
}
