import { ApplicationStatus, RiskBand } from '@ostiary/domain/application';
import { ApplicantKind } from '@ostiary/domain/policy';
import { QueueColumn, QueueFilter, QueueSort, QueueTab, QueueView } from '@ostiary/domain/review';
import { SignalCode } from '@ostiary/domain/risk';
import { describe, expect, it } from 'vitest';
import { kinds, queueColumns, queueSorts, queueTabs, risks, signals, statuses } from './queue-options.ts';
import { readQueueSearch, toQueueInput, type QueueSearch } from './queue-search.ts';
import { fromView, hasChanged, toView } from './queue-view.ts';

const somebody = '0190a000-0000-7000-8000-000000000091';

/** Every filter there is, set to something else than its default. */
const everything = {
  tab: 'all',
  search: '4820193756',
  status: 'ACTION_REQUIRED',
  policy: 'us-individual',
  country: 'US',
  kind: 'business',
  risk: 'HIGH',
  signal: 'DEVICE_SHARED',
  assignee: somebody,
  branch: '0042',
  olderThanHours: 24,
  due: 'late',
  sort: 'risk',
  columns: ['status', 'due', 'branch'],
  view: somebody,
  pages: ['first', 'second'],
} as const;

describe('the address of the queue', () => {
  it('stays short enough for a link, however many pages were turned', () => {
    const pages = Array.from({ length: 300 }, (_, at) => `page ${at}`);
    expect(readQueueSearch({ pages }).pages).toEqual(pages.slice(-20));
  });

  it('knows every tab, order, column, status, band, kind and signal that the server knows', () => {
    const pairs = [
      [queueTabs, QueueTab],
      [queueSorts, QueueSort],
      [queueColumns, QueueColumn],
      [statuses, ApplicationStatus],
      [risks, RiskBand],
      [kinds, ApplicantKind],
      [signals, SignalCode],
    ] as const;
    for (const [own, { options }] of pairs) expect([...own].toSorted()).toEqual([...options].toSorted());
  });

  it('keeps every filter of the contract', () => {
    const { tab: _tab, sort: _sort, cursor: _cursor, limit: _limit, ...filters } = QueueFilter.shape;
    expect(Object.keys(readQueueSearch(everything))).toEqual(expect.arrayContaining(Object.keys(filters)));
    expect(readQueueSearch(everything)).toEqual(everything);
  });

  it('asks the server for what it says, in words that the server takes', () => {
    const input = QueueFilter.parse(toQueueInput(readQueueSearch(everything)));
    const { columns: _columns, view: _view, pages: _pages, ...asked } = everything;
    expect(input).toEqual({ ...asked, cursor: 'second', limit: 25 });
  });

  it.each([
    ['a tab that is not', { tab: 'trash' }],
    ['the default written out', { tab: 'waiting', sort: 'due' }],
    ['a country in words', { country: 'United States' }],
    ['an age that is none', { olderThanHours: 0.5 }],
    ['somebody without an id', { assignee: 'Meera' }],
    ['columns in one word', { columns: 'status' }],
    ['empty words', { search: '  ', policy: '' }],
  ])('falls back to the default for %s', (_case, raw) => {
    expect(readQueueSearch(raw)).toEqual({});
  });

  it('takes a customer number that the address parser made a number of', () => {
    expect(readQueueSearch({ search: 4820193756 })).toEqual({ search: '4820193756' });
  });
});

describe('a saved view', () => {
  const search: QueueSearch = { ...everything, columns: [...everything.columns], pages: undefined, view: undefined };
  const query = QueueView.parse(toView(search));
  const view = { id: somebody, name: 'Mine', query, isShared: false, owner: { name: 'Meera Rao', isMe: true } };

  it('keeps list, filters, order and columns, but never the search, which names a person', () => {
    const { search: _search, view: _view, pages: _pages, ...kept } = everything;
    expect(query).toEqual(kept);
  });

  it('opens as it was saved, and counts as unchanged until something else is asked', () => {
    expect(hasChanged(fromView(view), view)).toBe(false);
    expect(hasChanged({ ...fromView(view), search: 'asha', pages: ['second'] }, view)).toBe(false);
    expect(hasChanged({ ...fromView(view), risk: undefined }, view)).toBe(true);
    expect(hasChanged({ ...fromView(view), columns: ['status'] }, view)).toBe(true);
  });
});
