import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';

const admin = { id: '0190a000-0000-7000-8000-000000000090', name: 'Meera Rao' };
const addedAt = new Date(Date.now() - 86_400_000 * 9).toISOString();
const office = { network: '192.0.2.0/24', note: 'Head office', addedBy: 'Tomás Ruiz', addedAt };
const view = { networks: [office], fixed: ['2001:db8::/32'], ownAddress: '203.0.113.7', isOpenToAll: false };
const open = (shown = view) => renderApp('/networks', [trpcQuery('staffNetworks.get', shown)]);

beforeEach(() => signInAs(['self.manage', 'staff.manage'], admin));
afterEach(() => endSession('signed-out'));

describe('the networks of the staff door', () => {
  it('show the list, who added each, the fixed ones and the own address', async () => {
    open();
    expect(
      await screen.findByRole('heading', { level: 1, name: 'The staff portal opens from 2 networks' }),
    ).toBeVisible();
    expect(screen.getByLabelText('Network 1')).toHaveValue('192.0.2.0/24');
    expect(screen.getByLabelText('Note on network 1')).toHaveValue('Head office');
    expect(screen.getByText(/Tomás Ruiz/)).toBeVisible();
    expect(within(screen.getByRole('list', { name: 'Fixed networks' })).getByText('2001:db8::/32')).toBeVisible();
    expect(screen.getByText('203.0.113.7')).toBeVisible();
  });

  it('say that nobody is kept out only where both lists are empty', async () => {
    open({ ...view, networks: [], fixed: [], isOpenToAll: true });
    expect(await screen.findByRole('heading', { level: 1, name: /opens from everywhere/ })).toBeVisible();
    expect(screen.getByText('The list is empty: nobody is kept out.')).toBeVisible();
    expect(screen.queryByText(/Outside these networks/)).not.toBeInTheDocument();
  });

  it('say that the fixed ones hold while the list is empty', async () => {
    open({ ...view, networks: [] });
    const name = 'The staff portal opens from 1 network';
    expect(await screen.findByRole('heading', { level: 1, name })).toBeVisible();
    expect(screen.getByText('The list is empty: only the fixed networks below are let in.')).toBeVisible();
    expect(screen.queryByText(/nobody is kept out/)).not.toBeInTheDocument();
  });

  it('are saved and said to be', async () => {
    const inputs: unknown[] = [];
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole('button', { name: 'Add my address' }));
    const saved = { ...view, networks: [office, { ...office, network: '203.0.113.7/32', note: 'Added by its user' }] };
    server.use(
      trpcQuery('staffNetworks.get', saved),
      trpcMutation('staffNetworks.save', (input) => {
        inputs.push(input);
        return saved;
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved.')).toBeVisible();
    expect(inputs).toEqual([
      {
        networks: [
          { network: '192.0.2.0/24', note: 'Head office' },
          { network: '203.0.113.7', note: 'Added by its user' },
        ],
      },
    ]);
    expect(screen.getByLabelText('Network 2')).toHaveValue('203.0.113.7/32');
    expect(screen.queryByRole('button', { name: 'Add my address' })).not.toBeInTheDocument();
  });

  it('refuse a list that locks its author out, and lose nothing that was typed', async () => {
    const user = userEvent.setup();
    open();
    server.use(trpcError('staffNetworks.save', { errorCode: 'NETWORK_LOCKS_YOU_OUT', httpStatus: 409 }));
    await user.click(await screen.findByRole('button', { name: 'Add a network' }));
    await user.type(screen.getByLabelText('Network 2'), '198.51.100.0/24');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('would lock you out');
    expect(screen.getByLabelText('Network 2')).toHaveValue('198.51.100.0/24');
    await user.click(within(alert).getByRole('button', { name: 'Add my address' }));
    expect(screen.getByLabelText('Network 3')).toHaveValue('203.0.113.7');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('name the row that is wrong, by the page and by the server', async () => {
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole('button', { name: 'Add a network' }));
    await user.type(screen.getByLabelText('Network 2'), 'the office');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Network 2: Enter an address or a network');
    const problem = [{ code: 'NETWORK_HOST_BITS', message: 'Bits.' }];
    server.use(
      trpcError('staffNetworks.save', { errorCode: 'INVALID_INPUT', fieldErrors: { 'networks.1.network': problem } }),
    );
    await user.clear(screen.getByLabelText('Network 2'));
    await user.type(screen.getByLabelText('Network 2'), '198.51.100.9/24');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Network 2: The address has bits beyond', { exact: false })).toBeVisible();
  });

  it('ask for a proof of identity where the server does, and then save', async () => {
    const user = userEvent.setup();
    open();
    const details = { factor: 'password' };
    server.use(trpcError('staffNetworks.save', { errorCode: 'STEP_UP_REQUIRED', httpStatus: 403, details }));
    await user.click(await screen.findByRole('button', { name: 'Remove network 1' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await user.type(await screen.findByLabelText('Your password'), 'correct horse battery');
    const saved = { ...view, networks: [] };
    server.use(
      trpcMutation('auth.stepUp', { until: new Date().toISOString() }),
      trpcMutation('staffNetworks.save', saved),
      trpcQuery('staffNetworks.get', saved),
    );
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText('Saved.')).toBeVisible();
  });
});
