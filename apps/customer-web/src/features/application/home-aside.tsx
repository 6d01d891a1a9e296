import { Text } from '@mantine/core';
import type { ApplicationOverview, WaitingTime } from '@ostiary/domain/application';
import { Progress, Section, useLabels } from '@ostiary/ui';
import { Trans, useTranslation } from 'react-i18next';
import { sayDuration } from '../../lib/format.ts';
import { isDueRow } from './state-words.ts';
import { TimelineDays } from './timeline-days.tsx';

const finalStatuses = ['APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED'];

function HowFar({ overview: { rows, completion } }: { overview: ApplicationOverview }) {
  const { t } = useTranslation('application');
  const done = rows.filter((row) => !isDueRow(row)).length;
  return (
    <Section title={t('howFar')}>
      <Progress label={t('howFar')} percent={completion} text={t('given', { done, total: rows.length })} />
    </Section>
  );
}

function Waiting({ waiting, isSent }: { waiting: WaitingTime; isSent: boolean }) {
  const { t } = useTranslation('application');
  const { locale } = useLabels();
  const number = new Intl.NumberFormat(locale).format(waiting.decisions);
  const values = {
    half: sayDuration(waiting.halfWithinMinutes, t),
    most: sayDuration(waiting.nineInTenWithinMinutes, t),
  };
  return (
    <>
      <Text>
        <Trans t={t} i18nKey={isSent ? 'waitingSent' : 'waiting'} values={values} components={{ b: <strong /> }} />
      </Text>
      <Text size="sm" c="dimmed">
        {t('waitingFrom', { number, count: waiting.decisions, days: waiting.days })}
      </Text>
    </>
  );
}

/** What happened; until it is decided also how far along it is and how long it takes. */
export function HomeAside({ overview }: { overview: ApplicationOverview }) {
  const { t } = useTranslation('application');
  const { status, timeline, waiting } = overview;
  const isOpen = !finalStatuses.includes(status);
  const isSent = status !== 'INCOMPLETE' && status !== 'ACTION_REQUIRED';
  return (
    <>
      {isOpen && <HowFar overview={overview} />}
      {isOpen && (
        <Section title={t('howLong')}>
          {waiting ? <Waiting waiting={waiting} isSent={isSent} /> : <Text>{t('noHistory')}</Text>}
        </Section>
      )}
      <Section title={t('happened')}>
        {timeline.length > 0 ? <TimelineDays timeline={timeline} /> : <Text>{t('nothingYet')}</Text>}
      </Section>
    </>
  );
}
