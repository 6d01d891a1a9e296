import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RequestHandler } from 'msw';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { serveApi, server, trpcError, trpcMutation, trpcQuery } from '../portal-testing.tsx';
import { SecurityScreen } from './security-screen.tsx';
import * as given from './testing-security.tsx';

serveApi();
beforeAll(given.startWords);

const everything: RequestHandler[] = [
  trpcQuery('auth.rules', given.rules),
  trpcQuery('secondFactor.status', given.factorOn),
  trpcQuery('sessions.list', given.sessions),
  trpcQuery('sessions.devices', { devices: [] }),
  trpcQuery('activity.mine', (input) => (JSON.stringify(input).includes('next') ? given.lastPage : given.firstPage)),
];

/** The later handlers win. */
async function show(...handlers: RequestHandler[]) {
  const onSignedOut = vi.fn();
  const ui = <SecurityScreen onSignedOut={onSignedOut} owner={{ username: 'asha' }} extra={<p>More</p>} />;
  await given.renderWithApi(ui, [...handlers, ...everything]);
  return onSignedOut;
}
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));
const list = (name: string) => screen.findByRole('list', { name });

describe('SecurityScreen', () => {
  it('says in its title how well the sign-in is protected, and ends with what the portal adds', async () => {
    await show();
    expect(await screen.findByRole('heading', { level: 1, name: 'Your sign-in has two locks' })).toBeVisible();
    expect(screen.getByText('More')).toBeVisible();
    expect(await screen.findByText('No browser is known yet')).toBeVisible();
  });

  it('tells the failure of one section, leaves the others, and tries again', async () => {
    await show(trpcError('sessions.list', { errorCode: 'UNAVAILABLE', httpStatus: 400 }));
    const retry = await screen.findByRole('button', { name: 'Try again' });
    expect(await list('Recent sign-ins')).toBeVisible();
    server.use(trpcQuery('sessions.list', given.sessions));
    await userEvent.click(retry);
    expect(await list('Where you are signed in')).toBeVisible();
  });

  it('ends one other session, and never offers that for this one', async () => {
    const sent = vi.fn();
    const revoked = trpcMutation('sessions.revoke', (input) => {
      sent(input);
      return { ended: 1 };
    });
    await show(revoked);
    const rows = within(await list('Where you are signed in'));
    expect(rows.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
      'End: Chrome on Android',
    ]);
    await press('End: Chrome on Android');
    const done = await screen.findByText('1 session has ended.');
    expect(sent).toHaveBeenCalledWith({ id: '2' });
    expect(done).toHaveFocus();
  });

  it('asks once more before it ends all the others', async () => {
    await show(trpcMutation('sessions.revokeOthers', { ended: 2 }));
    await press('End all other sessions');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('You stay signed in here.');
    await userEvent.click(within(dialog).getByRole('button', { name: 'End all other sessions' }));
    expect(await screen.findByText('2 sessions have ended.')).toBeVisible();
  });

  it('shows older sign-ins when asked', async () => {
    await show();
    expect(within(await list('Recent sign-ins')).getAllByRole('listitem')).toHaveLength(2);
    await press('Show more');
    expect(await screen.findByText('Wrong password')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument();
  });
});

describe('a report of a sign-in', () => {
  it('says what will happen, and leaves when the sessions have ended', async () => {
    const onSignedOut = await show(trpcMutation('activity.report', { sessionsEnded: 2 }));
    await press('This wasn’t me: Chrome on Android');
    const dialog = await screen.findByRole('dialog', { name: 'Was this not you?' });
    expect(dialog).toHaveTextContent('We end every session, also the one you are using now');
    expect(onSignedOut).not.toHaveBeenCalled();
    await press('Report and protect my account');
    await waitFor(() => expect(onSignedOut).toHaveBeenCalledTimes(1));
  });

  it('stays when no session had to end', async () => {
    const onSignedOut = await show(trpcMutation('activity.report', { sessionsEnded: 0 }));
    await press('This wasn’t me: Chrome on Android');
    await press('Report and protect my account');
    expect(await screen.findByText('Thank you. We have noted it.')).toBeVisible();
    expect(onSignedOut).not.toHaveBeenCalled();
  });

  it.each([
    ['SECOND_FACTOR_ASKED', 'but they knew your password. We end every session', 'Report and protect my account'],
    ['LOCKED', 'you stay signed in, and your password stays as it is', 'Report it'],
  ])('of %s says what it will do', async (outcome, effect, button) => {
    const [, item] = given.firstPage.items;
    await show(trpcQuery('activity.mine', { items: [{ ...item, outcome }], nextCursor: null }));
    await press('This wasn’t me: Chrome on Android');
    const dialog = await screen.findByRole('dialog', { name: 'Was this not you?' });
    expect(dialog).toHaveTextContent(effect);
    expect(within(dialog).getByRole('button', { name: button })).toBeVisible();
  });

  it('does nothing when the person thinks better of it', async () => {
    const reported = vi.fn();
    await show(trpcMutation('activity.report', (input) => (reported(input), { sessionsEnded: 0 })));
    await press('This wasn’t me: Chrome on Android');
    await press('Cancel');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(reported).not.toHaveBeenCalled();
  });
});

describe('the password section', () => {
  const rule = (text: RegExp) => screen.getByText(text).closest('li');
  const fill = async (current: string, next: string) => {
    await userEvent.type(screen.getByLabelText('Current password'), current);
    await userEvent.type(screen.getByLabelText('New password'), next);
  };

  it('ticks off the rules and says how strong the password is, while it is typed', async () => {
    await show();
    await fill('x', 'asha');
    expect(rule(/8 with upper case/)).toHaveTextContent('(not yet)');
    expect(rule(/own name/)).toHaveTextContent('(not yet)');
    await userEvent.clear(screen.getByLabelText('New password'));
    await userEvent.type(screen.getByLabelText('New password'), 'plum tractor nine winters');
    expect(rule(/8 with upper case/)).toHaveTextContent('(met)');
    expect(rule(/own name/)).toHaveTextContent('(met)');
    await waitFor(() => expect(rule(/lists that attackers/)).toHaveTextContent('(met)'));
    expect(await screen.findByText(/^Strength: (Good|Very good)/)).toBeVisible();
  });

  it('asks for 15 characters where the profile does', async () => {
    await show(trpcQuery('auth.rules', { ...given.rules, profile: 'strict', passwordMinLength: 15 }));
    await screen.findByText(/15 characters or more/);
    await fill('x', 'Abcdefgh12');
    await press('Change the password');
    expect(screen.getByLabelText('New password')).toHaveAccessibleDescription(/at least 15 characters/);
  });

  it('keeps what was typed when the current password is wrong, and empties the form once it is changed', async () => {
    const wrong = { currentPassword: [{ code: 'PASSWORD_WRONG', message: 'Wrong' }] };
    await show(trpcError('password.change', { errorCode: 'INVALID_INPUT', fieldErrors: wrong }));
    await fill('x', 'plum tractor nine');
    await press('Change the password');
    expect(await screen.findByRole('alert')).toHaveTextContent('This is not your current password.');
    expect(screen.getByLabelText('New password')).toHaveValue('plum tractor nine');
    server.use(trpcMutation('password.change', { ok: true }));
    await press('Change the password');
    expect(await screen.findByText(/Every other session has ended/)).toBeVisible();
    expect(screen.getByLabelText('New password')).toHaveValue('');
  });
});
