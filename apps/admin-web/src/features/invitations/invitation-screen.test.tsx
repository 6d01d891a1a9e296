import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';

const token = 'a-token-of-an-invitation-1234';
const address = `/invitation#token=${token}`;
const password = 'Quiet-harbour-41';
const look = trpcMutation('invitations.look', {
  displayName: 'Tara Bose',
  email: 'tara@example.com',
  role: 'KYC_REVIEWER',
  invitedBy: 'Priya Nair',
  expiresAt: '2026-11-27T10:00:00.000Z',
  passwordMinLength: 8,
});
const rules = trpcQuery('auth.rules', { passwordMinLength: 8 });

beforeEach(() => endSession('signed-out'));

async function accept(username: string) {
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText('Username'), username);
  await user.type(screen.getByLabelText('Password'), password);
  await user.click(screen.getByRole('button', { name: 'Accept the invitation' }));
  return user;
}

describe('an invitation', () => {
  it('says who invites to what, and makes an account with the name and password that were chosen', async () => {
    const sent: unknown[] = [];
    const accepted = trpcMutation('invitations.accept', (input) => {
      sent.push(input);
      return { username: 'tara' };
    });
    const { router } = renderApp(address, [look, rules, accepted]);
    expect(await screen.findByRole('heading', { name: 'Welcome, Tara Bose' })).toBeVisible();
    expect(screen.getByText(/Priya Nair invites you to the staff portal as Reviewer/)).toBeVisible();
    expect(router.state.location.hash).toBe('');
    await accept('tara');
    expect(await screen.findByRole('heading', { name: 'You are in, Tara Bose' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to the sign-in' })).toBeVisible();
    expect(sent).toEqual([{ token, username: 'tara', password }]);
  });

  it('says at the field that a username is taken, and keeps what was typed', async () => {
    const taken = trpcError('invitations.accept', { errorCode: 'USERNAME_TAKEN', httpStatus: 409 });
    renderApp(address, [look, rules, taken]);
    await accept('admin');
    expect(await screen.findByRole('alert')).toHaveTextContent(/Username/);
    expect(screen.getByLabelText('Username')).toHaveValue('admin');
    expect(screen.getByLabelText('Password')).toHaveValue(password);
  });

  it('is said to be over when it was used, withdrawn or runs out, and when its link is not whole', async () => {
    const over = trpcError('invitations.look', { errorCode: 'INVITATION_OVER', httpStatus: 400 });
    const { unmount } = renderApp(address, [over, rules]);
    expect(await screen.findByRole('heading', { name: 'This invitation cannot be used' })).toBeVisible();
    unmount();
    renderApp('/invitation#token=short', [rules]);
    expect(await screen.findByRole('heading', { name: 'This invitation cannot be used' })).toBeVisible();
    expect(within(document.body).queryByLabelText('Username')).not.toBeInTheDocument();
  });

  it('offers to try again when it could not be read', async () => {
    renderApp(address, [trpcError('invitations.look', { errorCode: 'UNAVAILABLE', httpStatus: 503 }), rules]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
