import type { MyDay } from '@ostiary/domain/review';
import { Page, QueryView, Section } from '@ostiary/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { live } from '../../lib/live.ts';
import { trpc } from '../../lib/trpc.ts';
import { AssignedList, ClaimedList } from './case-lists.tsx';
import { DayFigures } from './day-figures.tsx';

const netMs = 60_000;
const pollMs = 15_000;
/** Today is today where the person is. */
const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

function Day({ day }: { day: MyDay }) {
  const { t } = useTranslation('my-day');
  return (
    <>
      <DayFigures day={day} />
      <Section title={t('claimed.title')}>
        <ClaimedList cases={day.claimed} />
      </Section>
      <Section title={t('assigned.title')}>
        <AssignedList cases={day.assigned} />
      </Section>
    </>
  );
}

/** One person's day: what they hold, what is meant for them, what is urgent, what they did. */
export function MyDayScreen({ news }: { news: ReactNode }) {
  const { t } = useTranslation('my-day');
  const isLive = live.useIsLive();
  const day = trpc.desk.day.useQuery({ zone }, { refetchInterval: isLive ? netMs : pollMs });
  const open = day.data && day.data.claimed.length + day.data.assigned.length;
  return (
    <Page
      title={open === undefined ? t('title') : t('titleCount', { count: open })}
      eyebrow={t('title')}
      width="wide"
      aside={<Section title={t('news')}>{news}</Section>}
    >
      <QueryView query={day}>{(data) => <Day day={data} />}</QueryView>
    </Page>
  );
}
