import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { aCase, anItem, caseId, colleague, counts, permissions, reasons, reviewer } from './case-fixture.ts';

const page = (results: ReturnType<typeof anItem>[], next: string | null = null) => ({
  count: results.length,
  more: next !== null,
  next,
  results,
});
const asked = trpcQuery('review.counts', counts);

beforeEach(() => signInAs(permissions, reviewer));
afterEach(() => endSession('signed-out'));

describe('the queue', () => {
  it('shows each case with its number, status, risk, due time and holder', async () => {
    const dueAt = new Date(Date.now() - 7_200_000).toISOString();
    const held = anItem({ status: 'IN_REVIEW', isLate: true, dueAt, claimedBy: colleague });
    renderApp('/review', [asked, trpcQuery('review.queue', page([held]))]);
    const row = (await screen.findByRole('link', { name: 'Asha Verma' })).closest('tr');
    expect(row).toHaveTextContent('CUST 4820 1937 56');
    expect(row).toHaveTextContent('In review');
    expect(row).toHaveTextContent('Medium risk');
    expect(row).toHaveTextContent('Late by 2 h 0 min');
    expect(row).toHaveTextContent('Tomás Ruiz');
    expect(screen.getByRole('link', { name: 'Asha Verma' })).toHaveAttribute('href', `/review/${caseId}`);
  });

  it('shows the counts of the lists in words and numbers', async () => {
    renderApp('/review', [asked, trpcQuery('review.queue', page([anItem()]))]);
    expect(await screen.findByRole('heading', { level: 1, name: '3 cases are waiting' })).toBeVisible();
    const lists = within(screen.getByRole('navigation', { name: 'Lists' }));
    expect(lists.getByRole('link', { name: /Action required/ })).toHaveTextContent('4');
    expect(lists.getByRole('link', { name: /Waiting/ })).toHaveAttribute('aria-current', 'page');
    expect(screen.getByLabelText('Late only (1)')).not.toBeChecked();
  });

  it('says what will appear when a list is empty', async () => {
    renderApp('/review?tab=mine', [asked, trpcQuery('review.queue', page([]))]);
    expect(await screen.findByText('You hold no case')).toBeVisible();
  });

  it('offers to try again when it could not be read', async () => {
    const user = userEvent.setup();
    renderApp('/review', [asked, trpcError('review.queue', { errorCode: 'UNAVAILABLE', httpStatus: 503 })]);
    expect(await screen.findByRole('alert')).toHaveTextContent('not available');
    server.use(trpcQuery('review.queue', page([anItem()])));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Asha Verma' })).toBeVisible();
  });

  it('keeps list, search and late mark in the address and asks the server for them', async () => {
    const inputs: unknown[] = [];
    const user = userEvent.setup();
    const queue = trpcQuery('review.queue', (input) => {
      inputs.push(input);
      return page([anItem()]);
    });
    const { router } = renderApp('/review?tab=decided', [asked, queue]);
    await user.type(await screen.findByLabelText('Search'), 'asha');
    await waitFor(() => expect(router.state.location.search).toMatchObject({ tab: 'decided', search: 'asha' }));
    await user.click(screen.getByLabelText('Late only (1)'));
    await waitFor(() => expect(inputs.at(-1)).toEqual({ tab: 'decided', search: 'asha', late: true }));
  });

  it('turns pages by cursor and back again', async () => {
    const user = userEvent.setup();
    const queue = trpcQuery('review.queue', (input) =>
      JSON.stringify(input).includes('second') ? page([anItem({ name: 'Priya Nair' })]) : page([anItem()], 'second'),
    );
    const { router } = renderApp('/review', [asked, queue]);
    await screen.findByRole('link', { name: 'Asha Verma' });
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByRole('link', { name: 'Priya Nair' })).toBeVisible();
    expect(router.state.location.search).toMatchObject({ pages: ['second'] });
    await user.click(screen.getByRole('button', { name: 'Previous' }));
    expect(await screen.findByRole('link', { name: 'Asha Verma' })).toBeVisible();
  });
});

describe('the next case', () => {
  const view = aCase({ documents: [] });
  const base = [
    asked,
    trpcQuery('review.queue', page([])),
    trpcQuery('review.reasons', reasons),
    trpcQuery('review.case', view),
  ];

  it('opens the most urgent one', async () => {
    const user = userEvent.setup();
    const { router } = renderApp('/review', [...base, trpcMutation('review.next', { case: view })]);
    await user.click(await screen.findByRole('button', { name: 'Next case' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Asha Verma' })).toBeVisible();
    expect(router.state.location.pathname).toBe(`/review/${caseId}`);
  });

  it('says so when nothing waits', async () => {
    const user = userEvent.setup();
    renderApp('/review', [...base, trpcMutation('review.next', { case: null })]);
    await user.click(await screen.findByRole('button', { name: 'Next case' }));
    expect(await screen.findByText('Nothing is waiting.')).toBeVisible();
  });

  it('is not offered to people who may not claim', async () => {
    signInAs(['review.read'], reviewer);
    renderApp('/review', base);
    expect(await screen.findByText('No case is waiting')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Next case' })).not.toBeInTheDocument();
  });
});
