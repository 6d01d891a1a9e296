import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { aCase, anItem, caseId, colleague, counts, permissions, reasons, reviewer } from './case-fixture.ts';
import { around, asha, omar, page, priya } from './queue-fixture.ts';

beforeEach(() => signInAs(permissions, reviewer));
afterEach(() => endSession('signed-out'));

describe('the queue', () => {
  it('shows each case with its number, status, risk, due time and people', async () => {
    const dueAt = new Date(Date.now() - 7_200_000).toISOString();
    const held = anItem({ status: 'IN_REVIEW', isLate: true, dueAt, claimedBy: colleague, assignee: reviewer });
    renderApp('/review', [...around(), trpcQuery('review.queue', page([held]))]);
    const row = (await screen.findByRole('link', { name: 'Asha Verma' })).closest('tr');
    for (const text of ['CUST 4820 1937 56', 'In review', 'Medium risk', 'Late by 2 h 0 min', 'Tomás Ruiz', 'You'])
      expect(row).toHaveTextContent(text);
    expect(screen.getByRole('link', { name: 'Asha Verma' })).toHaveAttribute('href', `/review/${caseId}`);
  });

  it('marks what is late by a shape, too', async () => {
    const late = anItem({ isLate: true, dueAt: new Date(Date.now() - 60_000).toISOString() });
    const later = { ...priya, dueAt: new Date(Date.now() + 10 * 3_600_000).toISOString() };
    renderApp('/review', [...around(), trpcQuery('review.queue', page([late, later]))]);
    expect((await screen.findByText(/^Late by/)).querySelector('svg')).toBeInTheDocument();
    expect(screen.getByText(/^In 10 h/).querySelector('svg')).not.toBeInTheDocument();
  });

  it('shows the kept counts of the lists, second approval included', async () => {
    renderApp('/review?tab=second_approval', [...around(), trpcQuery('review.queue', page([asha]))]);
    expect(await screen.findByRole('heading', { level: 1, name: '3 cases are waiting' })).toBeVisible();
    const lists = within(screen.getByRole('navigation', { name: 'Lists' }));
    expect(lists.getByRole('link', { name: /Action required/ })).toHaveTextContent('4');
    expect(lists.getByRole('link', { name: 'Second approval 0' })).toHaveAttribute('aria-current', 'page');
  });

  it.each([
    ['waiting', 'No case is waiting'],
    ['mine', 'You hold no case'],
    ['in_review', 'Nobody holds a case'],
    ['second_approval', 'No case needs a second approval'],
    ['action_required', 'No applicant has anything to put right'],
    ['decided', 'Nothing is decided yet'],
    ['all', 'There is no application yet'],
  ])('says of the empty list %s what to do', async (tab, title) => {
    renderApp(`/review?tab=${tab}`, [...around(), trpcQuery('review.queue', page([]))]);
    expect(await screen.findByText(title, { selector: 'p' })).toBeVisible();
  });

  it('leads out of filters that nothing fits', async () => {
    const user = userEvent.setup();
    const queue = trpcQuery('review.queue', (input) => page(JSON.stringify(input).includes('HIGH') ? [] : [asha]));
    renderApp('/review?risk=HIGH', [...around(), queue]);
    const note = (await screen.findByText('No case fits these filters')).parentElement?.parentElement;
    await user.click(within(note ?? document.body).getByRole('button', { name: 'Clear all' }));
    expect(await screen.findByRole('link', { name: 'Asha Verma' })).toBeVisible();
  });

  it('asks to go on typing when the server finds a search too short', async () => {
    const fieldErrors = { search: [{ message: 'Too short', code: 'SEARCH_TOO_SHORT' }] };
    renderApp('/review?search=ash', [
      ...around(),
      trpcError('review.queue', { errorCode: 'INVALID_INPUT', fieldErrors }),
    ]);
    expect(await screen.findByText('Go on typing')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('offers to try again when it could not be read', async () => {
    const user = userEvent.setup();
    renderApp('/review', [...around(), trpcError('review.queue', { errorCode: 'UNAVAILABLE', httpStatus: 503 })]);
    expect(await screen.findByRole('alert')).toHaveTextContent('not available');
    server.use(trpcQuery('review.queue', page([asha])));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Asha Verma' })).toBeVisible();
  });

  it('turns pages by cursor and back again', async () => {
    const user = userEvent.setup();
    const queue = trpcQuery('review.queue', (input) =>
      JSON.stringify(input).includes('second') ? page([priya]) : page([asha], 'second'),
    );
    const { router } = renderApp('/review', [...around(), queue]);
    await screen.findByRole('link', { name: 'Asha Verma' });
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByRole('link', { name: 'Priya Nair' })).toBeVisible();
    expect(router.state.location.search).toMatchObject({ pages: ['second'] });
    await user.click(screen.getByRole('button', { name: 'Previous' }));
    expect(await screen.findByRole('link', { name: 'Asha Verma' })).toBeVisible();
  });

  it('tells a count that goes beyond what is counted from an exact one', async () => {
    const queue = trpcQuery('review.queue', page([asha]));
    const many = { ...counts, waiting: 1_000, decided: 1_000, more: ['waiting'] };
    renderApp('/review', [trpcQuery('review.counts', many), ...around(), queue]);
    expect(await screen.findByRole('heading', { level: 1, name: 'More than 1000 cases are waiting' })).toBeVisible();
    const lists = within(screen.getByRole('navigation', { name: 'Lists' }));
    expect(lists.getByRole('link', { name: 'Waiting 1,000+' })).toBeVisible();
    expect(lists.getByRole('link', { name: 'Decided 1,000' })).toBeVisible();
  });
});

describe('the keys of the queue', () => {
  const three = [...around(), trpcQuery('review.queue', page([asha, priya, omar]))];
  const link = (name: string) => screen.getByRole('link', { name });

  it('are listed and can be switched off, and lead to the search and to every action by name', async () => {
    const user = userEvent.setup();
    renderApp('/review', three);
    await screen.findByRole('link', { name: 'Asha Verma' });
    await user.keyboard('/');
    expect(screen.getByLabelText('Search')).toHaveFocus();
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: 'Find an action' }), 'next requirement');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(link('Asha Verma')).toHaveFocus());
    await user.keyboard('?');
    const help = within(await screen.findByRole('dialog'));
    expect(help.getByRole('region', { name: 'List of cases' })).toHaveTextContent('Choose the case, or not');
    await user.click(help.getByRole('switch', { name: /^Single keys act/ }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await waitFor(() => expect(link('Asha Verma')).toHaveFocus());
    await user.keyboard('j');
    expect(link('Asha Verma')).toHaveFocus();
    localStorage.clear();
  });

  it('walk through the rows and open one', async () => {
    const user = userEvent.setup();
    const view = aCase({ documents: [] });
    const caseFile = [trpcQuery('review.case', view), trpcQuery('review.reasons', reasons)];
    const { router } = renderApp('/review', [...three, ...caseFile]);
    await screen.findByRole('link', { name: 'Asha Verma' });
    await user.keyboard('j');
    expect(link('Asha Verma')).toHaveFocus();
    await user.keyboard('jjj');
    expect(link('Omar Haddad')).toHaveFocus();
    await user.keyboard('kkk{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe(`/review/${caseId}`));
  });

  it('write in the search and do nothing else there', async () => {
    const user = userEvent.setup();
    renderApp('/review', three);
    await screen.findByRole('link', { name: 'Asha Verma' });
    await user.type(screen.getByLabelText('Search'), 'j');
    expect(screen.getByLabelText('Search')).toHaveFocus();
  });

  it('rest when single keys are switched off', async () => {
    localStorage.setItem('ostiary.single-keys', 'false');
    const user = userEvent.setup();
    renderApp('/review', three);
    await screen.findByRole('link', { name: 'Asha Verma' });
    await user.keyboard('j');
    expect(link('Asha Verma')).not.toHaveFocus();
  });
});

describe('the next case', () => {
  const view = aCase({ documents: [] });
  const base = [
    ...around(),
    trpcQuery('review.queue', page([])),
    trpcQuery('review.reasons', reasons),
    trpcQuery('review.case', view),
  ];

  it('opens the most urgent one', async () => {
    const user = userEvent.setup();
    const { router } = renderApp('/review', [...base, trpcMutation('review.next', { case: view })]);
    await user.click(await screen.findByRole('button', { name: /^Next case/ }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/review/${caseId}`));
  });

  it('says so when nothing waits', async () => {
    const user = userEvent.setup();
    renderApp('/review', [...base, trpcMutation('review.next', { case: null })]);
    await user.click(await screen.findByRole('button', { name: /^Next case/ }));
    expect(await screen.findByText('Nothing is waiting.')).toBeVisible();
  });

  it('is not offered to people who may not claim', async () => {
    signInAs(['review.read'], reviewer);
    renderApp('/review', base);
    expect(await screen.findByText('No case is waiting', { selector: 'p' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Next case/ })).not.toBeInTheDocument();
  });
});
