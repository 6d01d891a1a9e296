import type { QueueItem, QueuePage } from '@ostiary/domain/review';
import { describe, expect, it } from 'vitest';
import { anItem } from './case-fixture.ts';
import { keepInPlace, showAll } from './queue-list.ts';

const item = (name: string, part: Partial<Omit<QueueItem, 'id'>> = {}) => anItem({ id: name, name, ...part });
const page = (names: readonly string[], next: string | null = null): QueuePage => ({
  count: names.length,
  more: next !== null,
  next,
  results: names.map((name) => item(name)),
});
const said = ({ rows, arrived, left }: ReturnType<typeof showAll>) => ({
  rows: rows.map(({ name, hasLeft }) => (hasLeft ? `(${name})` : name)).join(' '),
  arrived,
  left,
});

describe('a list that is being read', () => {
  it('changes rows where they stand', () => {
    const fresh = { ...page(['b', 'a']), results: [item('b', { status: 'IN_REVIEW' }), item('a')] };
    const list = keepInPlace(showAll(page(['a', 'b'])), fresh);
    expect(said(list)).toEqual({ rows: 'a b', arrived: 0, left: 0 });
    expect(list.rows[1]?.status).toBe('IN_REVIEW');
  });

  const cases = {
    'keeps a new case waiting': [['a', 'b'], page(['n', 'a', 'b']), { rows: 'a b', arrived: 1, left: 0 }],
    'marks one that left': [['a', 'b', 'c'], page(['a', 'c']), { rows: 'a (b) c', arrived: 0, left: 1 }],
    'does both at once': [['a', 'b'], page(['n', 'b']), { rows: '(a) b', arrived: 1, left: 1 }],
    'marks all of them': [['a', 'b'], page([]), { rows: '(a) (b)', arrived: 0, left: 2 }],
    'lets rows slide to the next page': [
      ['a', 'b', 'c'],
      page(['n', 'a', 'b'], 'x'),
      { rows: 'a b c', arrived: 1, left: 0 },
    ],
    'lets rows slide up from there': [
      ['a', 'b', 'c'],
      page(['a', 'c', 'd'], 'x'),
      { rows: 'a (b) c', arrived: 0, left: 1 },
    ],
  } as const;

  it.each(Object.entries(cases))('%s', (_name, [before, fresh, expected]) => {
    expect(said(keepInPlace(showAll(page(before)), fresh))).toEqual(expected);
  });

  it('takes a case back that returns', () => {
    const without = keepInPlace(showAll(page(['a', 'b'])), page(['a']));
    expect(said(keepInPlace(without, page(['a', 'b'])))).toEqual({ rows: 'a b', arrived: 0, left: 0 });
  });
});
