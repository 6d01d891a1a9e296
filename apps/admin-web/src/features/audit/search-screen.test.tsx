import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, signInAs, trpcError, trpcQuery } from '../../testing.tsx';
import { auditor, auditorMay, banded, barAnswers, caseId, claimed, pageOf, trailOf } from './audit-fixture.ts';

beforeEach(() => signInAs(auditorMay, auditor));
afterEach(() => endSession('signed-out'));

function answerSearch(answer = pageOf([claimed, banded])) {
  const asked: unknown[] = [];
  const handler = trpcQuery('audit.search', (input) => {
    asked.push(input);
    return answer;
  });
  return { asked, handlers: [handler, ...barAnswers] };
}

describe('the search of the audit log', () => {
  it('says each record as one sentence under its day, with ways to both trails', async () => {
    renderApp('/audit', answerSearch().handlers);
    const first = within(await screen.findByRole('list', { name: 'Records of 20 November' }));
    expect(first.getByText(/claimed the case of/)).toHaveTextContent(
      'Meera Rao claimed the case of CUST 4820 1937 56.',
    );
    expect(first.getByRole('link', { name: 'Meera Rao' })).toHaveAttribute('href', `/audit/people/${claimed.actor.id}`);
    expect(first.getByRole('link', { name: 'CUST 4820 1937 56' })).toHaveAttribute('href', `/audit/cases/${caseId}`);
    expect(first.getByRole('link', { name: 'from 203.0.113.7' })).toBeVisible();
    const second = within(screen.getByRole('list', { name: 'Records of 19 November' }));
    expect(second.getByText(/the risk of/)).toHaveTextContent(
      'The bank’s system: the risk of CUST 4820 1937 56 went from low to high.',
    );
  });

  it('shows what stood before and after, and keeps what is technical further away', async () => {
    const user = userEvent.setup();
    renderApp('/audit', answerSearch(pageOf([banded])).handlers);
    await user.click(await screen.findByRole('button', { name: 'Details' }));
    const changes = within(await screen.findByRole('table', { name: 'What it says' }));
    expect(changes.getByRole('row', { name: 'Risk low high' })).toBeVisible();
    expect(changes.getByRole('row', { name: 'Risk score not set 72' })).toBeVisible();
    expect(screen.getByText('req-41021')).not.toBeVisible();
    await user.click(screen.getByText('Technical details'));
    expect(screen.getByText('req-41021')).toBeVisible();
  });

  it('is narrowed by the address, and asks only when the search is sent', async () => {
    const user = userEvent.setup();
    const { asked, handlers } = answerSearch();
    const { router } = renderApp('/audit?person=meera&category=review&ip=203.0.113.0%2F24', handlers);
    await screen.findByText(/claimed the case of/);
    expect(asked).toEqual([{ actor: 'meera', category: ['review'], ip: '203.0.113.0/24', order: 'newest' }]);
    await user.type(screen.getByLabelText('Free text'), 'req-4 "%_');
    await user.selectOptions(screen.getByLabelText('Action'), 'case.claimed');
    expect(asked).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Search' }));
    await expect.poll(() => asked.at(-1)).toMatchObject({ text: 'req-4 "%_', action: ['case.claimed'] });
    expect(router.state.location.search).toMatchObject({ text: 'req-4 "%_', action: 'case.claimed' });
    const file = screen.getByRole('link', { name: 'Export this search without the words “req-4 "%_”' });
    expect(file).toHaveAttribute('href', expect.stringContaining('action=case.claimed'));
  });

  it('refuses half an address beside its field, and asks nothing', async () => {
    const user = userEvent.setup();
    const { asked, handlers } = answerSearch();
    renderApp('/audit', handlers);
    await screen.findByText(/claimed the case of/);
    await user.type(screen.getByLabelText('Address or network'), '203.0');
    await user.click(screen.getByRole('button', { name: 'Search' }));
    expect(screen.getByText(/Enter one address, or a network/)).toBeVisible();
    expect(asked).toHaveLength(1);
  });

  it('turns pages by the cursors that the server gives, and says where reading stopped', async () => {
    const user = userEvent.setup();
    const { asked, handlers } = answerSearch(pageOf([claimed], { next: 'n2', readUntil: '2026-11-01T00:00:00.000Z' }));
    renderApp('/audit', handlers);
    expect(await screen.findByText(/Records were read down to/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await expect.poll(() => asked.at(-1)).toMatchObject({ cursor: 'n2' });
  });

  it.each([
    ['/audit', 'Nothing is on record yet'],
    ['/audit?text=nothing', 'No record fits'],
  ])('says why %s is empty', async (address, words) => {
    renderApp(address, answerSearch(pageOf([])).handlers);
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('offers to try again where it could not be read', async () => {
    renderApp('/audit', [trpcError('audit.search', { errorCode: 'UNAVAILABLE', httpStatus: 503 }), ...barAnswers]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('is no page of who may not read it', async () => {
    signInAs(['self.manage', 'review.read'], auditor);
    renderApp('/audit', barAnswers);
    expect(await screen.findByText('Nothing here for your role yet')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Audit' })).not.toBeInTheDocument();
  });

  it('is the first page of an auditor', async () => {
    const { router } = renderApp('/', answerSearch().handlers);
    await screen.findByText(/claimed the case of/);
    expect(router.state.location.pathname).toBe('/audit');
  });

  it('marks an action that this portal does not know', async () => {
    const forged = { ...claimed, action: 'case.forged', category: null };
    renderApp('/audit', answerSearch(pageOf([forged])).handlers);
    expect(await screen.findByText('Unknown action')).toBeVisible();
    expect(screen.getByText(/which this portal does not know/)).toHaveTextContent('“case.forged”');
  });
});

describe('a trail', () => {
  it('of a person names them, their cases and every record', async () => {
    const cases = [{ id: caseId, status: 'APPROVED', createdAt: '2026-11-01T10:00:00.000Z' }];
    renderApp(`/audit/people/${claimed.actor.id}`, [
      trpcQuery('audit.personTrail', trailOf([claimed], { cases })),
      ...barAnswers,
    ]);
    expect(
      await screen.findByRole('heading', { level: 1, name: 'The trail of A••• V•••, CUST 4820 1937 56' }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'approved' })).toHaveAttribute('href', `/audit/cases/${caseId}`);
    const file = screen.getByRole('link', { name: 'Export this trail' });
    expect(file).toHaveAttribute('href', `/audit/exports?ofPerson=${claimed.actor.id}`);
  });

  it('of a case leads to the case, and can be read from its beginning', async () => {
    const asked: unknown[] = [];
    const trail = trpcQuery('audit.caseTrail', (input) => {
      asked.push(input);
      return trailOf([claimed]);
    });
    renderApp(`/audit/cases/${caseId}`, [trail, ...barAnswers]);
    expect(await screen.findByRole('link', { name: 'Open the case' })).toHaveAttribute('href', `/review/${caseId}`);
    await userEvent.selectOptions(screen.getByLabelText('Order'), 'oldest');
    await expect.poll(() => asked.at(-1)).toMatchObject({ id: caseId, order: 'oldest' });
  });
});
