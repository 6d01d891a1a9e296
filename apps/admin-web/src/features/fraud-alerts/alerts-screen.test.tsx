import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, signInAs, trpcError, trpcQuery } from '../../testing.tsx';
import { adminPerson, alertItem, alertView, barAnswers, pageOf } from './alerts-fixture.ts';

beforeEach(() => signInAs(['self.manage', 'review.read', 'fraud.read', 'fraud.resolve'], adminPerson));
afterEach(() => endSession('signed-out'));

describe('the queue of fraud alerts', () => {
  it('is narrowed by the address, says severity in words, and leads to an alert', async () => {
    const asked: unknown[] = [];
    const list = trpcQuery('fraudAlerts.list', (input) => {
      asked.push(input);
      return pageOf([alertItem, { ...alertItem, alertId: 'ALERT0000000001', owner: adminPerson }]);
    });
    const user = userEvent.setup();
    const { router } = renderApp('/fraud-alerts?status=all&severity=HIGH&type=SHARED_IDENTITY', [
      list,
      trpcQuery('fraudAlerts.get', alertView),
      ...barAnswers,
    ]);
    const table = within(await screen.findByRole('table', { name: 'Fraud alerts' }));
    const [, first, second] = table.getAllByRole('row');
    expect(first).toHaveTextContent('High');
    expect(first).toHaveTextContent('CUST 4820 1937 56');
    expect(first).toHaveTextContent('Nobody');
    expect(second).toHaveTextContent('Priya Nair');
    expect(screen.getByText('2 alerts')).toBeVisible();
    expect(asked).toMatchObject([{ status: 'all', severity: 'HIGH', type: 'SHARED_IDENTITY' }]);
    await user.click(table.getAllByRole('link', { name: 'Identity number given twice' })[0] as HTMLElement);
    expect(await screen.findByRole('heading', { level: 1, name: 'Identity number given twice' })).toBeVisible();
    expect(router.state.location.pathname).toBe(`/fraud-alerts/${alertItem.alertId}`);
  });

  it('turns pages, and begins again when it is narrowed', async () => {
    const asked: { cursor?: string }[] = [];
    const list = trpcQuery('fraudAlerts.list', (input) => {
      asked.push(input as { cursor?: string });
      return pageOf([alertItem], { count: null, more: true, next: 'c2' });
    });
    const user = userEvent.setup();
    const { router } = renderApp('/fraud-alerts', [list, ...barAnswers]);
    expect(await screen.findByText('More than 1,000 alerts')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await expect.poll(() => asked.at(-1)?.cursor).toBe('c2');
    await user.selectOptions(screen.getByLabelText('Show'), 'resolved');
    await expect.poll(() => asked.at(-1)).toMatchObject({ status: 'resolved' });
    expect(asked.at(-1)?.cursor).toBeUndefined();
    expect(router.state.location.search).toEqual({ status: 'resolved' });
  });

  it('says that nothing is open, and another thing where a filter leaves nothing', async () => {
    const user = userEvent.setup();
    renderApp('/fraud-alerts', [trpcQuery('fraudAlerts.list', pageOf([])), ...barAnswers]);
    expect(await screen.findByText('No fraud alert is open')).toBeVisible();
    await user.selectOptions(screen.getByLabelText('Severity'), 'LOW');
    expect(await screen.findByText('No alert fits')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show all kinds' }));
    expect(await screen.findByText('No fraud alert is open')).toBeVisible();
  });

  it('offers to try again when it could not be read', async () => {
    const failed = trpcError('fraudAlerts.list', { errorCode: 'UNAVAILABLE', httpStatus: 503 });
    renderApp('/fraud-alerts', [failed, ...barAnswers]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('is no page of who may not read it', async () => {
    signInAs(['self.manage', 'review.read'], adminPerson);
    renderApp('/fraud-alerts', barAnswers);
    expect(await screen.findByText('Nothing here for your role yet')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Fraud' })).not.toBeInTheDocument();
  });

  it('falls back where the address holds nothing usable', async () => {
    const asked: unknown[] = [];
    const list = trpcQuery('fraudAlerts.list', (input) => {
      asked.push(input);
      return pageOf([alertItem]);
    });
    renderApp('/fraud-alerts?status=x&severity=4&type=[]&pages=7', [list, ...barAnswers]);
    expect(await screen.findByText('1 alert')).toBeVisible();
    expect(asked).toEqual([{}]);
  });
});
