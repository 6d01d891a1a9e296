import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { endSession, session, startSession } from '../../lib/session.ts';
import { renderWithApi, trpcError, trpcMutation } from '../../testing.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

const later = () => new Date(Date.now() + 3_600_000).toISOString();
const signedIn = () => ({
  access: 'a',
  accessExpiresAt: later(),
  sessionEndsAt: later(),
  idleMinutes: null,
  user: { id: 'asha', username: 'asha', mustEnrol: false },
});

async function signIn() {
  await userEvent.type(screen.getByLabelText(/username/i), 'asha@example.com');
  await userEvent.type(screen.getByLabelText('Password'), 'Quiet-River-77');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

afterEach(() => endSession('signed-out'));

describe('the sign-in screen', () => {
  it('returns to the page the person was on', async () => {
    const { router } = await renderWithApi(<SignInScreen />, [trpcMutation('auth.login', signedIn())], {
      path: '/sign-in?next=%2Fsteps%2Fssn',
    });
    await signIn();
    await waitFor(() => expect(router.state.location.pathname).toBe('/steps/ssn'));
  });

  it('asks for the code where a second factor is on, and signs in with it', async () => {
    const challenge = { challenge: 'c1', expiresAt: later() };
    await renderWithApi(<SignInScreen />, [
      trpcMutation('auth.login', challenge),
      trpcMutation('auth.verify', signedIn()),
    ]);
    await signIn();
    expect(session.getAccess()).toBeNull();
    await userEvent.type(await screen.findByLabelText(/code/i), '123456');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    await waitFor(() => expect(session.getAccess()).toBe('a'));
  });

  it('says that the details do not match and keeps the username', async () => {
    await renderWithApi(<SignInScreen />, [
      trpcError('auth.login', { errorCode: 'INVALID_CREDENTIALS', httpStatus: 401 }),
    ]);
    await signIn();
    expect(await screen.findByRole('alert')).toHaveTextContent('These details do not match');
    expect(screen.getByLabelText(/username/i)).toHaveValue('asha@example.com');
  });

  it('says why a session has ended', async () => {
    startSession('a', later());
    endSession('ended', 'PASSWORD_CHANGED');
    await renderWithApi(<SignInScreen />);
    expect(screen.getByText(/Your password was changed/)).toBeVisible();
  });

  it('leads to where a forgotten password is replaced', async () => {
    await renderWithApi(<SignInScreen />);
    expect(screen.getByRole('link', { name: 'Forgot your password?' })).toHaveAttribute('href', '/forgot-password');
  });
});
