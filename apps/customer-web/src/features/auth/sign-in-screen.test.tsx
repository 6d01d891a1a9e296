import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { endSession, startSession } from '../../lib/session.ts';
import { renderWithApi, trpcError, trpcMutation } from '../../testing.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

const later = () => new Date(Date.now() + 3_600_000).toISOString();

async function signIn() {
  await userEvent.type(screen.getByLabelText('E-mail, phone or username'), 'asha@example.com');
  await userEvent.type(screen.getByLabelText('Password'), 'Quiet-River-77');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

afterEach(() => endSession('signed-out'));

describe('the sign-in screen', () => {
  it('returns to the page the person was on', async () => {
    const signedIn = { access: 'a', accessExpiresAt: later(), user: {} };
    const { router } = await renderWithApi(<SignInScreen />, [trpcMutation('auth.login', signedIn)], {
      path: '/sign-in?next=%2Fsteps%2Fssn',
    });
    await signIn();
    await waitFor(() => expect(router.state.location.pathname).toBe('/steps/ssn'));
  });

  it('says that the details do not match and keeps what was typed', async () => {
    await renderWithApi(<SignInScreen />, [
      trpcError('auth.login', { errorCode: 'INVALID_CREDENTIALS', httpStatus: 401 }),
    ]);
    await signIn();
    expect(await screen.findByRole('alert')).toHaveTextContent('These details do not match');
    expect(screen.getByRole('alert')).toHaveFocus();
    expect(screen.getByLabelText('E-mail, phone or username')).toHaveValue('asha@example.com');
  });

  it('says that a session has ended', async () => {
    startSession('a', later());
    endSession('ended');
    await renderWithApi(<SignInScreen />);
    expect(screen.getByText(/Your session has ended/)).toBeVisible();
  });
});
