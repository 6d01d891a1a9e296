import type { MyDay } from '@ostiary/domain/review';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, signInAs, trpcError, trpcQuery } from '../../testing.tsx';

const uuid = (end: number) => `0190a000-0000-7000-8000-${String(end).padStart(12, '0')}`;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

beforeEach(() => signInAs(['self.manage', 'review.read', 'review.claim'], { id: uuid(90), name: 'Meera Rao' }));
afterEach(() => endSession('signed-out'));

// Brands exist at compile time only.
const aDay = (part: object = {}) =>
  ({
    claimed: [{ id: uuid(1), name: 'Asha Verma', kind: 'individual', until: inMinutes(14) }],
    assigned: [{ id: uuid(2), name: 'Priya Nair', kind: 'individual', dueAt: inMinutes(-120), isLate: true }],
    dueToday: 2,
    late: 1,
    done: { approved: 4, rejected: 1, moreRequested: 2 },
    medianSeconds: 540,
    ...part,
  }) as MyDay;

const around = [
  trpcQuery('review.counts', {
    waiting: 0,
    mine: 0,
    inReview: 0,
    secondApproval: 0,
    actionRequired: 0,
    decided: 0,
    late: 0,
    more: [],
  }),
  trpcQuery('notifications.list', {
    unread: 1,
    results: [
      {
        id: uuid(50),
        kind: 'MENTIONED',
        applicationId: uuid(1),
        facts: { by: 'Tomás Ruiz' },
        createdAt: inMinutes(-5),
        isRead: false,
      },
      { id: uuid(51), kind: 'CASE_LATE', applicationId: uuid(2), facts: {}, createdAt: inMinutes(-9), isRead: true },
    ],
  }),
];
const open = (day: MyDay) => renderApp('/my-day', [...around, trpcQuery('desk.day', day)]);
const figure = (name: string) => screen.getByText(name, { selector: 'dt' }).parentElement;

describe('the page of the day', () => {
  it('says what is with the person, with the time left and the due time', async () => {
    open(aDay());
    expect(await screen.findByRole('heading', { level: 1, name: '2 cases are with you' })).toBeVisible();
    const held = screen.getByRole('link', { name: 'Asha Verma' });
    expect(held).toHaveAttribute('href', `/review/${uuid(1)}`);
    expect(held.closest('li')).toHaveTextContent(/1[34]:\d\d left/);
    expect(screen.getByRole('link', { name: 'Priya Nair' }).closest('li')).toHaveTextContent('Late by 2 h 0 min');
  });

  it('names nobody whom it does not know, and asks for the day of the person’s own clock', async () => {
    const asked: unknown[] = [];
    const unnamed = { name: '', until: inMinutes(14) };
    const claimed = [
      { ...unnamed, id: uuid(1), kind: 'business' },
      { ...unnamed, id: uuid(3), kind: 'individual' },
    ];
    const day = trpcQuery('desk.day', (input) => {
      asked.push(input);
      return aDay({ claimed });
    });
    renderApp('/my-day', [...around, day]);
    expect(await screen.findByRole('link', { name: 'A business' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'No name yet' })).toBeVisible();
    expect(asked[0]).toEqual({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  });

  it('counts what is late, due and done, and the usual time', async () => {
    open(aDay());
    await screen.findByRole('link', { name: 'Asha Verma' });
    expect(figure('Late')).toHaveTextContent('1');
    expect(figure('Due today')).toHaveTextContent('2');
    expect(figure('Done today')).toHaveTextContent('74 approved, 1 rejected, 2 asked again');
    expect(figure('Usual time')).toHaveTextContent('9 min');
  });

  it('shows only what is new to read', async () => {
    open(aDay());
    const news = within(await screen.findByRole('complementary'));
    expect(await news.findByText(/mentioned you/)).toBeVisible();
    expect(news.queryByText('A case is late.')).not.toBeInTheDocument();
  });

  it('says what to do on an empty day', async () => {
    open(aDay({ claimed: [], assigned: [], medianSeconds: null }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Nothing is with you' })).toBeVisible();
    expect(screen.getByText('You hold no case')).toBeVisible();
    expect(screen.getByText('Nothing is assigned to you')).toBeVisible();
    expect(figure('Usual time')).toHaveTextContent('shown from three decisions on');
  });

  it('leads elsewhere by the keyboard alone, as every page of the desk does', async () => {
    const user = userEvent.setup();
    const queue = [
      trpcQuery('review.queue', { count: 0, more: false, next: null, results: [] }),
      trpcQuery('review.choices', { policies: [], branches: [], reviewers: [] }),
      trpcQuery('views.list', { results: [] }),
    ];
    const { router } = renderApp('/my-day', [...around, ...queue, trpcQuery('desk.day', aDay())]);
    await screen.findByRole('link', { name: 'Asha Verma' });
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: 'Find an action' }), 'go cases{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/review'));
  });

  it('offers to try again when it could not be read', async () => {
    renderApp('/my-day', [...around, trpcError('desk.day', { errorCode: 'UNAVAILABLE', httpStatus: 503 })]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
