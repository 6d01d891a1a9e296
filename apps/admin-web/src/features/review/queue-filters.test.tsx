import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, signInAs, trpcQuery } from '../../testing.tsx';
import { colleague, permissions, reviewer } from './case-fixture.ts';
import { around, asha, page } from './queue-fixture.ts';

beforeEach(() => signInAs(permissions, reviewer));
afterEach(() => endSession('signed-out'));

function openQueue(path: string) {
  const inputs: unknown[] = [];
  const queue = trpcQuery('review.queue', (input) => {
    inputs.push(input);
    return page([asha]);
  });
  const { router } = renderApp(path, [...around(), queue]);
  return { inputs, search: () => router.state.location.search, user: userEvent.setup() };
}

const chips = () => within(screen.getByRole('list', { name: 'Filters that are set' }));
/** Waits until the filters know what the bank has. */
const ready = () => screen.findByRole('option', { name: 'US individual' });

describe('the filters of the queue', () => {
  it.each([
    ['Policy', 'India individual', { policy: 'in-individual' }],
    ['Risk', 'High risk', { risk: 'HIGH' }],
    ['Due', 'Late', { due: 'late' }],
    ['Assigned to', 'Nobody', { assignee: 'nobody' }],
    ['Assigned to', 'Tomás Ruiz', { assignee: colleague.id }],
  ])('put %s: %s into the address and ask the server for it', async (label, option, part) => {
    const { inputs, search, user } = openQueue('/review?tab=all');
    await ready();
    await user.selectOptions(screen.getByLabelText(label), option);
    await waitFor(() => expect(inputs.at(-1)).toEqual({ tab: 'all', ...part }));
    expect(search()).toEqual({ tab: 'all', ...part });
    expect(chips().getByText(`${label}: ${option}`)).toBeVisible();
  });

  it.each([
    ['Status', 'Action required', { status: 'ACTION_REQUIRED' }],
    ['Country', 'India', { country: 'IN' }],
    ['Applicant', 'Business', { kind: 'business' }],
    ['Risk signal', 'Shared device', { signal: 'DEVICE_SHARED' }],
    ['Branch', 'Springfield', { branch: '0042' }],
    ['Waiting for at least', '3 days', { olderThanHours: 72 }],
  ])('keep %s behind one button, with a count of what is set', async (label, option, part) => {
    const { inputs, user } = openQueue('/review');
    await ready();
    await user.click(screen.getByRole('button', { name: 'More filters' }));
    await user.selectOptions(await screen.findByLabelText(label), option);
    await waitFor(() => expect(inputs.at(-1)).toEqual({ tab: 'waiting', ...part }));
    expect(screen.getByText('More filters (1)')).toBeVisible();
    expect(chips().getByText(`${label}: ${option}`)).toBeVisible();
  });

  it('say what a shared address sets, and take it off one by one or all at once', async () => {
    const { search, user } = openQueue('/review?search=asha&risk=HIGH&country=US&sort=risk');
    await screen.findByRole('link', { name: 'Asha Verma' });
    expect(screen.getByLabelText('Search')).toHaveValue('asha');
    expect(screen.getByLabelText('Risk')).toHaveValue('HIGH');
    await user.click(screen.getByRole('button', { name: 'Take off Risk: High risk' }));
    await waitFor(() => expect(search()).toEqual({ search: 'asha', country: 'US', sort: 'risk' }));
    expect(screen.getByRole('button', { name: /Country/ })).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Clear all' }));
    await waitFor(() => expect(search()).toEqual({ sort: 'risk' }));
  });

  it('show a value that the bank no longer has as it is written', async () => {
    openQueue('/review?policy=old-policy');
    await ready();
    expect(screen.getByLabelText('Policy')).toHaveDisplayValue('old-policy');
  });

  it('search when the typing pauses', async () => {
    const { inputs, search, user } = openQueue('/review?tab=decided');
    await user.type(await screen.findByLabelText('Search'), 'asha');
    await waitFor(() => expect(search()).toEqual({ tab: 'decided', search: 'asha' }));
    await waitFor(() => expect(inputs).toEqual([{ tab: 'decided' }, { tab: 'decided', search: 'asha' }]));
  });
});

describe('the order and the columns of the queue', () => {
  it('stand in the address', async () => {
    const { inputs, search, user } = openQueue('/review');
    await screen.findByRole('link', { name: 'Asha Verma' });
    await user.selectOptions(screen.getByLabelText('Order'), 'Highest risk first');
    await waitFor(() => expect(inputs.at(-1)).toEqual({ tab: 'waiting', sort: 'risk' }));
    await user.click(screen.getByRole('button', { name: 'Submitted' }));
    await waitFor(() => expect(search()).toEqual({ sort: 'age' }));
    expect(screen.getByRole('columnheader', { name: /Submitted/ })).toHaveAttribute('aria-sort', 'ascending');
  });

  it('are chosen by the person and stay chosen on this device', async () => {
    const { search, user } = openQueue('/review');
    await screen.findByRole('link', { name: 'Asha Verma' });
    expect(screen.queryByRole('columnheader', { name: 'Country' })).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Country' }));
    expect(await screen.findByRole('columnheader', { name: 'Country' })).toBeVisible();
    await user.click(screen.getByRole('checkbox', { name: 'Risk' }));
    await waitFor(() =>
      expect(search()).toEqual({ columns: ['status', 'due', 'submitted', 'country', 'assignee', 'holder'] }),
    );
    expect(localStorage.getItem('ostiary.queue-columns')).toContain('country');
    await user.click(screen.getByRole('button', { name: 'The usual ones' }));
    await waitFor(() => expect(search()).toEqual({}));
    expect(screen.getByRole('columnheader', { name: /Risk/ })).toBeVisible();
  });

  it('are those of this device where the address says nothing', async () => {
    localStorage.setItem('ostiary.queue-columns', JSON.stringify(['branch', 'nonsense']));
    openQueue('/review');
    expect(await screen.findByRole('columnheader', { name: 'Branch' })).toBeVisible();
    expect(screen.getAllByRole('columnheader')).toHaveLength(2);
  });
});
