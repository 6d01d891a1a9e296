import type { BranchView } from '@ostiary/domain/branches';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';

const priya = { id: '0190a000-0000-7000-8000-000000000002', name: 'Priya Nair' };
const midwest: BranchView = {
  id: '0190b000-0000-7000-8000-000000000001',
  code: 'MW',
  name: 'Midwest',
  country: 'US',
  regions: [],
  ifscPrefix: null,
  parentId: null,
  version: 2,
  openCases: 3,
  people: 1,
  closedAt: null,
};
const chicago: BranchView = {
  ...midwest,
  id: '0190b000-0000-7000-8000-000000000002',
  code: 'CHI',
  name: 'Chicago',
  regions: ['IL'],
  parentId: midwest.id,
};
const answers = { branches: [chicago, midwest] };
const list = trpcQuery('branches.list', answers);

beforeEach(() => signInAs(['self.manage', 'staff.read', 'branches.manage'], priya));
afterEach(() => endSession('signed-out'));

describe('the branches', () => {
  it('stand as a tree, and one below itself cannot be chosen', async () => {
    const user = userEvent.setup();
    renderApp('/branches', [list]);
    expect(await screen.findByRole('heading', { name: '2 branches are open' })).toBeVisible();
    const rows = screen.getAllByRole('row').slice(1);
    expect(rows.map((row) => within(row).getAllByRole('cell')[0]?.textContent)).toEqual(['Midwest', 'Chicago']);
    await user.click(screen.getByRole('button', { name: 'Edit: Midwest' }));
    const parents = within(await screen.findByLabelText('Belongs to')).getAllByRole('option');
    expect(parents.map((option) => option.textContent)).toEqual(['No other branch']);
  });

  it('are opened with code, place and the branch they belong to; a taken code is said at its field', async () => {
    const sent: unknown[] = [];
    const user = userEvent.setup();
    renderApp('/branches', [list, trpcError('branches.create', { errorCode: 'BRANCH_CODE_TAKEN', httpStatus: 409 })]);
    await user.click(await screen.findByRole('button', { name: 'Open a branch' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText(/^Code/), 'blr');
    await user.type(dialog.getByLabelText(/^Name/), 'Bengaluru');
    await user.selectOptions(dialog.getByLabelText('Country'), 'IN');
    await user.type(dialog.getByLabelText('Regions it looks after'), 'ka, tn');
    await user.type(dialog.getByLabelText('Beginning of the IFSC'), 'hdfc0');
    await user.click(dialog.getByRole('button', { name: 'Open the branch' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent('Another branch has this code');
    server.use(
      trpcMutation('branches.create', (input) => {
        sent.push(input);
        return answers;
      }),
    );
    await user.click(dialog.getByRole('button', { name: 'Open the branch' }));
    const place = { country: 'IN', regions: ['KA', 'TN'], ifscPrefix: 'HDFC0', parentId: null };
    await waitFor(() => expect(sent).toEqual([{ code: 'BLR', name: 'Bengaluru', ...place }]));
  });

  it('say what stands in the way of closing', async () => {
    const user = userEvent.setup();
    renderApp('/branches', [list, trpcError('branches.close', { errorCode: 'BRANCH_IN_USE', httpStatus: 409 })]);
    await user.click(await screen.findByRole('button', { name: 'Close: Midwest' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Close Midwest?' }));
    expect(dialog.getByText('Move these first: 1 person, 3 open cases.')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Close the branch' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent('This branch still has open cases');
  });

  it('are only read by who may not manage them; empty and failed lists say so', async () => {
    signInAs(['self.manage', 'staff.read'], priya);
    const { unmount } = renderApp('/branches', [trpcQuery('branches.list', { branches: [] })]);
    expect(await screen.findByText('No branch yet')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Open a branch' })).not.toBeInTheDocument();
    unmount();
    renderApp('/branches', [trpcError('branches.list', { errorCode: 'UNAVAILABLE', httpStatus: 503 })]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
