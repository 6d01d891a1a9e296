import type { LoginActivityRow } from '@ostiary/domain/auth';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcQuery } from '../../testing.tsx';

const uuid = (end: number) => `0190a000-0000-7000-8000-${String(end).padStart(12, '0')}`;
const admin = { id: uuid(90), name: 'Meera Rao' };

type Row = Omit<LoginActivityRow, 'person'> & {
  person: null | { id: string; username: string; name: string; customerId: string | null };
};

const aSignIn = (part: Partial<Row> = {}): Row => ({
  id: uuid(1),
  at: new Date(Date.now() - 5 * 60_000).toISOString(),
  door: 'customer',
  outcome: 'FAILED',
  person: { id: uuid(2), username: 'asha', name: 'Asha Verma', customerId: 'CUST4820193756' },
  device: { browser: 'Firefox', system: 'Windows', kind: 'desktop' },
  address: '203.0.113.7',
  isNewDevice: false,
  reportedAt: null,
  ...part,
});
const page = (items: ReturnType<typeof aSignIn>[], nextCursor: string | null = null) => ({ items, nextCursor });

beforeEach(() => signInAs(['self.manage', 'staff.read'], admin));
afterEach(() => endSession('signed-out'));

describe('the sign-ins', () => {
  it('show each attempt with person, outcome, door, device, address and marks', async () => {
    const row = aSignIn({ isNewDevice: true, reportedAt: new Date().toISOString() });
    renderApp('/sign-ins', [trpcQuery('loginActivity.list', page([row]))]);
    const shown = (await screen.findByText('Asha Verma')).closest('tr');
    for (const text of ['asha', 'CUST 4820 1937 56', 'Wrong details', 'Customer', 'Firefox on Windows', '203.0.113.7'])
      expect(shown).toHaveTextContent(text);
    expect(shown).toHaveTextContent('New device');
    expect(shown).toHaveTextContent('Reported');
  });

  it('say when nobody has the name that was typed', async () => {
    renderApp('/sign-ins', [trpcQuery('loginActivity.list', page([aSignIn({ person: null })]))]);
    expect(await screen.findByText('Nobody has this name')).toBeVisible();
  });

  it('keep every filter in the address and ask the server for them', async () => {
    const inputs: unknown[] = [];
    const user = userEvent.setup();
    const list = trpcQuery('loginActivity.list', (input) => {
      inputs.push(input);
      return page([aSignIn()]);
    });
    const { router } = renderApp('/sign-ins?from=2026-11-01&to=2026-11-02', [list]);
    await user.click(await screen.findByLabelText('Only failed'));
    await user.selectOptions(screen.getByLabelText('Door'), 'staff');
    await user.selectOptions(screen.getByLabelText('Outcome'), 'LOCKED');
    await user.type(screen.getByLabelText('Search'), 'asha');
    await user.type(screen.getByLabelText('Address'), '2001:db8::7{Enter}');
    const wanted = { door: 'staff', outcome: 'LOCKED', search: 'asha', address: '2001:db8::7' };
    await waitFor(() => expect(router.state.location.search).toMatchObject({ failed: true, ...wanted }));
    await waitFor(() =>
      expect(inputs.at(-1)).toEqual({
        ...wanted,
        onlyFailed: true,
        from: new Date('2026-11-01T00:00:00').toISOString(),
        to: new Date('2026-11-03T00:00:00').toISOString(),
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Clear the filter' }));
    await waitFor(() => expect(inputs.at(-1)).toEqual({ onlyFailed: false }));
  });

  it('do not ask for half an address', async () => {
    const user = userEvent.setup();
    const { router } = renderApp('/sign-ins', [trpcQuery('loginActivity.list', page([aSignIn()]))]);
    await user.type(await screen.findByLabelText('Address'), '203.0.113{Enter}');
    expect(await screen.findByText('Enter one IPv4 or IPv6 address.')).toBeVisible();
    expect(router.state.location.search).toEqual({});
  });

  it('narrow to an address that is clicked', async () => {
    const user = userEvent.setup();
    const { router } = renderApp('/sign-ins', [trpcQuery('loginActivity.list', page([aSignIn()]))]);
    await user.click(await screen.findByRole('button', { name: '203.0.113.7' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Sign-ins from 203.0.113.7' })).toBeVisible();
    expect(router.state.location.search).toEqual({ address: '203.0.113.7' });
    expect(screen.getByLabelText('Address')).toHaveValue('203.0.113.7');
  });

  it('turn to older ones and back', async () => {
    const user = userEvent.setup();
    const older = aSignIn({ person: { id: uuid(3), username: 'priya', name: 'Priya Nair', customerId: null } });
    const list = trpcQuery('loginActivity.list', (input) =>
      JSON.stringify(input).includes('second') ? page([older]) : page([aSignIn()], 'second'),
    );
    renderApp('/sign-ins', [list]);
    await user.click(await screen.findByRole('button', { name: 'Older' }));
    expect(await screen.findByText('Priya Nair')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Newer' }));
    expect(await screen.findByText('Asha Verma')).toBeVisible();
  });

  it('say why the list is empty', async () => {
    renderApp('/sign-ins?failed=true', [trpcQuery('loginActivity.list', page([]))]);
    expect(await screen.findByText('No sign-in fits')).toBeVisible();
  });

  it('offer to try again when they could not be read', async () => {
    const user = userEvent.setup();
    renderApp('/sign-ins', [trpcError('loginActivity.list', { errorCode: 'UNAVAILABLE', httpStatus: 503 })]);
    expect(await screen.findByRole('alert')).toHaveTextContent('not available');
    server.use(trpcQuery('loginActivity.list', page([aSignIn()])));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Asha Verma')).toBeVisible();
  });

  it('are not shown to a role without staff.read', async () => {
    signInAs(['self.manage'], admin);
    renderApp('/sign-ins');
    expect(await screen.findByRole('heading', { name: 'Nothing here for your role yet' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Sign-ins' })).not.toBeInTheDocument();
  });
});
