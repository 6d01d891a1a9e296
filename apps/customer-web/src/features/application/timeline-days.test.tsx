import type { ApplicationOverview } from '@ostiary/domain/application';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWithApi } from '../../testing.tsx';
import { groupByDay, TimelineDays } from './timeline-days.tsx';

type Entry = ApplicationOverview['timeline'][number];

/** By the reader's own clock, as the days are. */
const at = (day: number, hour: number) => new Date(2025, 2, day, hour).toISOString();
const entry = (id: string, when: string, text = id): Entry => ({
  id,
  kind: 'document_checked',
  at: when,
  text,
  by: null,
});

describe('the timeline by days', () => {
  it('has the newest day and its newest entry first', () => {
    const days = groupByDay([entry('a', at(3, 9)), entry('c', at(4, 18)), entry('b', at(4, 8))]);
    expect(days.map(({ entries }) => entries.map(({ id }) => id))).toEqual([['c', 'b'], ['a']]);
  });

  it('says once what happened several times in a row on one day', () => {
    const days = groupByDay([
      entry('1', at(4, 8), 'passed'),
      entry('2', at(4, 9), 'passed'),
      entry('3', at(4, 10), 'sent'),
      entry('4', at(4, 11), 'passed'),
      entry('5', at(5, 8), 'passed'),
    ]);
    expect(days.map(({ entries }) => entries.map(({ text, times }) => `${text} ${times}`))).toEqual([
      ['passed 1'],
      ['passed 1', 'sent 1', 'passed 2'],
    ]);
  });

  it('names the days as people do, with the hour of each entry', async () => {
    const now = new Date();
    const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 12);
    const timeline = [
      entry('today', now.toISOString()),
      entry('before', yesterday.toISOString(), 'passed'),
      entry('again', yesterday.toISOString(), 'passed'),
      entry('old', at(4, 8)),
    ];
    await renderWithApi(<TimelineDays timeline={timeline} />);
    expect(screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)).toEqual([
      'Today',
      'Yesterday',
      '4 March 2025',
    ]);
    expect(screen.getByText('passed (2 times)')).toBeVisible();
    expect(screen.getByText('08:00')).toBeVisible();
  });
});
