import { Stack, Text } from '@mantine/core';
import type { ApplicationOverview } from '@ostiary/domain/application';
import { exactTime, sayDate, Timeline, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';

type Entry = ApplicationOverview['timeline'][number];

interface Happening extends Entry {
  /** How often in a row on this day: five files that passed are one line. */
  times: number;
}

interface Day {
  key: string;
  entries: Happening[];
}

/** Newest first; days are those of the reader's own clock. */
export function groupByDay(timeline: readonly Entry[]): Day[] {
  const days: Day[] = [];
  for (const entry of timeline.toSorted((one, other) => other.at.localeCompare(one.at))) {
    const key = new Date(entry.at).toDateString();
    const day = days.at(-1);
    const last = day?.entries.at(-1);
    if (day?.key !== key) days.push({ key, entries: [{ ...entry, times: 1 }] });
    else if (last?.text === entry.text) last.times += 1;
    else day.entries.push({ ...entry, times: 1 });
  }
  return days;
}

function sayDay({ entries }: Day, locale: string): string {
  const now = new Date();
  const at = new Date(entries[0]?.at ?? now);
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  if (at.toDateString() === now.toDateString()) return capital(relative.format(0, 'day'));
  if (at.toDateString() === yesterday.toDateString()) return capital(relative.format(-1, 'day'));
  return sayDate({ at, now, locale });
}

function Clock({ value }: { value: string }) {
  const { locale } = useLabels();
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const at = new Date(value);
  return (
    <time dateTime={value} title={exactTime(at, locale)}>
      {clock.format(at)}
    </time>
  );
}

/** What happened, day by day. */
export function TimelineDays({ timeline }: { timeline: readonly Entry[] }) {
  const { t } = useTranslation('application');
  const { locale } = useLabels();
  return (
    <Stack gap="md">
      {groupByDay(timeline).map((day) => (
        <Stack key={day.key} gap="xs">
          <Text component="h3" size="sm" fw={600}>
            {sayDay(day, locale)}
          </Text>
          <Timeline
            entries={day.entries.map(({ id, text, at, times }) => ({
              id,
              text: times === 1 ? text : t('timesOver', { text, count: times }),
              at: <Clock value={at} />,
            }))}
          />
        </Stack>
      ))}
    </Stack>
  );
}
