import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession, session } from '../../lib/session.ts';
import { meera, meeraProfile } from '../../testing-person.ts';
import { renderApp, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';

const later = new Date(Date.now() + 3_600_000).toISOString();
const signedIn = (mustEnrol: boolean) => ({
  access: 'access',
  accessExpiresAt: later,
  sessionEndsAt: later,
  idleMinutes: 60,
  user: { id: meera.id, username: 'reviewer', displayName: meera.name, permissions: ['self.manage'], mustEnrol },
});
const enrolTitle = 'Set up your second factor first';

beforeEach(() => endSession('signed-out'));
afterEach(() => endSession('signed-out'));

async function typeDetails() {
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText('Username, e-mail or phone'), 'reviewer');
  await user.type(screen.getByLabelText('Password'), 'correct horse battery');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  return user;
}

describe('signing in with a second factor', () => {
  it('asks for the code and then opens the page that was asked for', async () => {
    const codes: unknown[] = [];
    const { router } = renderApp('/sign-in?to=%2Fprofile', [
      trpcMutation('auth.login', { challenge: 'challenge-1', expiresAt: later }),
      trpcMutation('auth.verify', (input) => {
        codes.push(input);
        return signedIn(false);
      }),
      trpcQuery('profile.get', meeraProfile),
    ]);
    const user = await typeDetails();
    await user.type(await screen.findByLabelText('6-digit code from your app'), '287082');
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    await waitFor(() => expect(codes).toEqual([{ challenge: 'challenge-1', code: '287082' }]));
    await waitFor(() => void router.invalidate());
    expect(await screen.findByText('meera@example.com')).toBeVisible();
  });
});

describe('a second factor that the bank requires', () => {
  it('is set up before any page opens', async () => {
    const { router } = renderApp('/sign-in?to=%2Fprofile', [trpcMutation('auth.login', signedIn(true))]);
    await typeDetails();
    await waitFor(() => void router.invalidate());
    expect(await screen.findByRole('heading', { level: 1, name: enrolTitle })).toBeVisible();
    expect(screen.queryByText('meera@example.com')).not.toBeInTheDocument();
  });

  it('is asked for as soon as a call says so', async () => {
    signInAs(['self.manage', 'staff.read'], meera);
    renderApp('/sign-ins', [trpcError('loginActivity.list', { errorCode: 'MFA_REQUIRED', httpStatus: 403 })]);
    expect(await screen.findByRole('heading', { level: 1, name: enrolTitle })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Sign-ins' })).not.toBeInTheDocument();
  });

  it('lets nobody but the one who leaves past it', async () => {
    session.signIn(signedIn(true));
    renderApp('/profile', [trpcMutation('auth.refresh', signedIn(true)), trpcMutation('auth.logout', { ok: true })]);
    expect(await screen.findByRole('heading', { level: 1, name: enrolTitle })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Account of Meera Rao' })).toBeVisible();
  });
});

describe('a link to a new password', () => {
  it('gives its token away to the form only', async () => {
    const inputs: unknown[] = [];
    const user = userEvent.setup();
    const token = 'a'.repeat(43);
    const { router } = renderApp(`/reset-password#token=${token}`, [
      trpcQuery('auth.rules', { profile: 'standard', passwordMinLength: 8, isSecondFactorRequired: false }),
      trpcMutation('password.reset', (input) => {
        inputs.push(input);
        return { ok: true };
      }),
    ]);
    await waitFor(() => expect(router.state.location.hash).toBe(''));
    await user.type(await screen.findByLabelText('New password'), 'violet harbour lantern 42');
    await user.click(screen.getByRole('button', { name: 'Save the new password' }));
    await waitFor(() => expect(inputs).toEqual([{ token, newPassword: 'violet harbour lantern 42' }]));
  });
});
