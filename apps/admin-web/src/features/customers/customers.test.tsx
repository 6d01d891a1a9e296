import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';

const id = '0190a000-0000-7000-8000-000000000007';
const at = '2026-11-20T10:00:00.000Z';
const person = {
  id,
  customerNumber: 'CUST4820193756',
  name: 'Asha Verma',
  email: 'asha@example.com',
  country: 'US',
  applicantKind: 'individual',
  status: 'APPROVED',
  createdAt: at,
  isHeld: false,
  isBlocked: false,
  erasureAskedAt: null,
  erasedAt: null,
};
const view = {
  ...person,
  phoneNumber: '+13125550134',
  given: [{ requirement: 'ssn', title: 'Social Security number', summary: '•••-••-6789' }],
  documents: { count: 3, stored: 2 },
  applications: [
    { id: '0190a000-0000-7000-8000-000000000001', status: 'APPROVED', createdAt: at, submittedAt: at, decidedAt: at },
  ],
  holds: [],
  hasSecondFactor: false,
  looks: 2,
};
const hold = {
  id: 'h1',
  reason: 'Court file (fictional)',
  placedBy: 'Priya Nair',
  placedAt: at,
  liftedBy: null,
  liftedAt: null,
  liftedReason: null,
};
const admin = { id: '0190a000-0000-7000-8000-000000000002', name: 'Priya Nair' };
const counts = trpcQuery('review.counts', { waiting: 0, mine: 0, inReview: 0, actionRequired: 0, decided: 0, late: 0 });

const session = {
  id: 's1',
  portal: 'customer',
  device: { browser: 'Firefox', system: 'Android', kind: 'phone' },
  address: '203.0.113.7',
  startedAt: at,
  lastUsedAt: at,
  endsAt: at,
  hasSecondFactor: false,
};
const line = { id: 'h1', at, kind: 'EMAIL_CONFIRMED', event: null, applicationId: null, by: null, why: null };
const page = (shown: Omit<typeof view, 'erasureAskedAt'> & { erasureAskedAt: string | null }) => [
  trpcQuery('customers.get', shown),
  trpcQuery('customers.sessions', { sessions: [session] }),
  trpcQuery('customers.history', { items: [line], nextCursor: null }),
];

beforeEach(() => signInAs(['self.manage', 'review.read', 'customers.read', 'customers.erase'], admin));
afterEach(() => endSession('signed-out'));

describe('the list of customers', () => {
  it('is searched by the address bar and leads to one of them', async () => {
    const asked: unknown[] = [];
    const list = trpcQuery('customers.list', (input) => {
      asked.push(input);
      return { items: [{ ...person, isHeld: true }], nextCursor: null };
    });
    const user = userEvent.setup();
    const { router } = renderApp('/customers?search=asha&only=held', [list, ...page(view), counts]);
    expect(await screen.findByText('CUST 4820 1937 56')).toBeVisible();
    expect(screen.getByText('Legal hold')).toBeVisible();
    expect(asked).toMatchObject([{ search: 'asha', only: 'held' }]);
    await user.click(screen.getByRole('link', { name: 'Asha Verma' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Asha Verma' })).toBeVisible();
    expect(router.state.location.pathname).toBe(`/customers/${id}`);
  });

  it('says that nobody fits, and offers to try again when it could not be read', async () => {
    renderApp('/customers?search=nobody', [trpcQuery('customers.list', { items: [], nextCursor: null }), counts]);
    expect(await screen.findByText('Nobody fits')).toBeVisible();
  });

  it('offers to try again when it could not be read', async () => {
    renderApp('/customers', [trpcError('customers.list', { errorCode: 'UNAVAILABLE', httpStatus: 503 }), counts]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

describe('one customer', () => {
  it('is shown masked', async () => {
    renderApp(`/customers/${id}`, [...page(view), counts]);
    expect(await screen.findByText('•••-••-6789')).toBeVisible();
    expect(screen.getByText('3, of which 2 still stored')).toBeVisible();
    expect(screen.getByText('No hold was ever placed.')).toBeVisible();
  });

  it('is erased once the number is typed and a reason chosen', async () => {
    const sent: unknown[] = [];
    const erase = trpcMutation('customers.erase', (input) => {
      sent.push(input);
      return { id };
    });
    const user = userEvent.setup();
    renderApp(`/customers/${id}`, [
      trpcQuery('customers.get', () => (sent.length > 0 ? { ...view, name: '', erasedAt: at } : view)),
      ...page(view),
      counts,
      erase,
    ]);
    await user.click(await screen.findByRole('button', { name: 'Erase for good' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText(/^Type CUST 4820 1937 56/), 'CUST 0000');
    await user.click(dialog.getByRole('button', { name: 'Erase for good' }));
    expect(dialog.getByText('Choose a reason.')).toBeVisible();
    expect(dialog.getByText('This is not the number of this customer.')).toBeVisible();
    expect(sent).toEqual([]);
    await user.click(dialog.getByLabelText('The customer asked'));
    await user.clear(dialog.getByLabelText(/^Type CUST/));
    await user.type(dialog.getByLabelText(/^Type CUST/), 'cust 4820 1937 56');
    await user.click(dialog.getByRole('button', { name: 'Erase for good' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Erased customer' })).toBeVisible();
    expect(sent).toEqual([{ id, customerNumber: 'cust 4820 1937 56', reason: 'CUSTOMER_REQUEST' }]);
    expect(screen.queryByRole('button', { name: 'Erase for good' })).not.toBeInTheDocument();
  });

  it('cannot be erased under a hold, which is lifted with a reason', async () => {
    const sent: unknown[] = [];
    const lift = trpcMutation('customers.liftHold', (input) => {
      sent.push(input);
      return { id };
    });
    const user = userEvent.setup();
    const held = trpcQuery('customers.get', { ...view, isHeld: true, holds: [hold] });
    renderApp(`/customers/${id}`, [held, ...page(view), counts, lift]);
    expect(await screen.findByRole('button', { name: 'Erase for good' })).toBeDisabled();
    expect(screen.getByText('Court file (fictional)')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Lift the hold' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Lift the hold' }));
    expect(dialog.getByText('Say why.')).toBeVisible();
    await user.type(dialog.getByLabelText(/^Reason/), 'Settled');
    await user.click(dialog.getByRole('button', { name: 'Lift the hold' }));
    await screen.findByText('Court file (fictional)');
    expect(sent).toEqual([{ id, reason: 'Settled' }]);
  });

  it('has a wish to be forgotten answered with no, for one of the bank’s reasons', async () => {
    const sent: unknown[] = [];
    const decline = trpcMutation('customers.declineErasure', (input) => {
      sent.push(input);
      return { id };
    });
    renderApp(`/customers/${id}`, [...page({ ...view, erasureAskedAt: '2026-11-20T10:00:00.000Z' }), counts, decline]);
    const user = userEvent.setup();
    expect(await screen.findByText(/Answer it by/)).toHaveTextContent('20 December');
    await user.click(screen.getByRole('button', { name: 'Decline…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Decline the wish of Asha Verma?' }));
    await user.click(dialog.getByRole('button', { name: 'Decline' }));
    expect(dialog.getByText('Choose a reason.')).toBeVisible();
    await user.click(dialog.getByLabelText('The law makes us keep the data for a time'));
    await user.click(dialog.getByRole('button', { name: 'Decline' }));
    await waitFor(() => expect(sent).toEqual([{ id, reason: 'LEGAL_DUTY' }]));
  });

  it('is blocked with a reason, or freed of a lost factor, and the history says what happened', async () => {
    signInAs(['self.manage', 'review.read', 'customers.read', 'customers.block'], admin);
    const sent: unknown[] = [];
    const block = trpcMutation('customers.block', (input) => {
      sent.push(input);
      return { ok: true };
    });
    const user = userEvent.setup();
    const remove = trpcMutation('customers.removeSecondFactor', (input) => {
      sent.push(input);
      return { ok: true };
    });
    renderApp(`/customers/${id}`, [...page({ ...view, hasSecondFactor: true }), counts, block, remove]);
    expect(await screen.findByText('The e-mail was confirmed')).toBeVisible();
    expect(await screen.findByText('Firefox on Android')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Block…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Block Asha Verma?' }));
    await user.type(dialog.getByLabelText(/^Why/), 'Papers look forged');
    await user.click(dialog.getByRole('button', { name: 'Block' }));
    await waitFor(() => expect(sent).toEqual([{ id, why: 'Papers look forged' }]));
    await user.click(screen.getByRole('button', { name: 'Remove the second factor' }));
    const lost = within(await screen.findByRole('dialog', { name: 'Remove the second factor of Asha Verma?' }));
    await user.type(lost.getByLabelText(/^Why/), 'Lost the phone');
    await user.click(lost.getByRole('button', { name: 'Remove it' }));
    await waitFor(() => expect(sent.at(-1)).toEqual({ id, why: 'Lost the phone' }));
  });

  it('was signed out by somebody, for a reason that stands in the history', async () => {
    const ended = { ...line, kind: 'SESSIONS_ENDED', by: 'Priya Nair', why: 'Lost the phone' };
    const history = trpcQuery('customers.history', { items: [ended], nextCursor: null });
    renderApp(`/customers/${id}`, [history, ...page(view), counts]);
    expect(await screen.findByText('By Priya Nair')).toBeVisible();
    expect(screen.getByText('Lost the phone')).toBeVisible();
  });

  it('is only read by who may not erase', async () => {
    signInAs(['self.manage', 'review.read', 'customers.read'], admin);
    renderApp(`/customers/${id}`, [...page(view), counts]);
    expect(await screen.findByText('•••-••-6789')).toBeVisible();
    expect(screen.queryByRole('button', { name: /hold|Erase|Block|End/i })).not.toBeInTheDocument();
  });
});
