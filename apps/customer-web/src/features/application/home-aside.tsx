import { Text } from '@mantine/core';
import type { ApplicationOverview, WaitingTime } from '@ostiary/domain/application';
import { Progress, Section, Time, Timeline, useLabels } from '@ostiary/ui';
import { Trans, useTranslation } from 'react-i18next';
import { sayDuration } from '../../lib/format.ts';
import { isDueRow } from './state-words.ts';

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

function Waiting({ waiting }: { waiting: WaitingTime }) {
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
        <Trans t={t} i18nKey="waiting" values={values} components={{ b: <strong /> }} />
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
  const newestFirst = overview.timeline.toSorted((one, other) => other.at.localeCompare(one.at));
  const entries = newestFirst.map(({ id, text, at }) => ({ id, text, at: <Time value={at} /> }));
  return (
    <>
      {!finalStatuses.includes(overview.status) && (
        <>
          <HowFar overview={overview} />
          <Section title={t('howLong')}>
            {overview.waiting ? <Waiting waiting={overview.waiting} /> : <Text>{t('noHistory')}</Text>}
          </Section>
        </>
      )}
      <Section title={t('happened')}>
        {entries.length > 0 ? <Timeline entries={entries} /> : <Text>{t('nothingYet')}</Text>}
      </Section>
    </>
  );
}
