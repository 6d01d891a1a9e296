import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderWithApi, server, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { findChallenge, keepChallenge } from './pending-challenge.ts';
import { RegisterCodeScreen } from './register-code-screen.tsx';
import { RegisterScreen } from './register-screen.tsx';

const challenge = {
  challenge: 'c1',
  sentTo: 'a••••@example.com',
  expiresAt: new Date(Date.now() + 600_000).toISOString(),
  resendAt: new Date(Date.now() + 600_000).toISOString(),
};
const noMailbox = http.head('*/dev/mailbox', () => new Response(null, { status: 404 }));

async function fill() {
  await userEvent.type(screen.getByLabelText('E-mail'), 'asha@example.com');
  await userEvent.type(screen.getByLabelText('Phone'), '312 555 0134');
  await userEvent.type(screen.getByLabelText('Password'), 'Quiet-River-77');
  await userEvent.click(screen.getByRole('button', { name: 'Send me the code' }));
}

const rules = (passwordMinLength: 8 | 15) => {
  const profile = passwordMinLength === 8 ? 'standard' : 'strict';
  return trpcQuery('auth.rules', { profile, passwordMinLength, isSecondFactorRequired: profile === 'strict' });
};

beforeEach(() => {
  sessionStorage.clear();
  server.use(rules(8));
});

describe('the register screen', () => {
  it('goes on to the code and keeps the challenge over a refresh', async () => {
    const { router } = await renderWithApi(<RegisterScreen />, [trpcMutation('registration.start', challenge)]);
    await fill();
    await waitFor(() => expect(router.state.location.pathname).toBe('/register/code'));
    expect(findChallenge()).toEqual(challenge);
  });

  it('asks for whom and under which country’s law, in words that fit, and sends both', async () => {
    const sent: unknown[] = [];
    const start = trpcMutation('registration.start', (input) => {
      sent.push(input);
      return challenge;
    });
    await renderWithApi(<RegisterScreen />, [start]);
    expect(screen.getByRole('radiogroup', { name: 'Which country do you live in?' })).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: 'For a business' }));
    expect(screen.getByRole('radiogroup', { name: 'In which country is the business registered?' })).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: 'India' }));
    expect(screen.getByText(/An Indian number such as/)).toBeVisible();
    await fill();
    await waitFor(() => expect(sent).toEqual([expect.objectContaining({ country: 'IN', applicantKind: 'business' })]));
  });

  it('puts a taken e-mail on its field, with the way to sign in, and focuses the summary', async () => {
    const fieldErrors = { email: [{ message: 'Taken', code: 'EMAIL_TAKEN' }] };
    await renderWithApi(<RegisterScreen />, [
      trpcError('registration.start', { errorCode: 'EMAIL_TAKEN', httpStatus: 409, fieldErrors }),
    ]);
    await fill();
    const summary = await screen.findByRole('alert');
    expect(summary).toHaveFocus();
    expect(summary).toHaveTextContent('That e-mail already has an account.');
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription(
      expect.stringContaining('already has an account. Sign in'),
    );
    expect(screen.getByRole('link', { name: 'Choose a new password' })).toHaveAttribute('href', '/forgot-password');
    expect(screen.getByLabelText('Phone')).toHaveValue('312 555 0134');
  });

  it('says which password rules are met as it is typed', async () => {
    await renderWithApi(<RegisterScreen />);
    expect(screen.getByLabelText(/^Username/)).toBeVisible();
    const rule = () => screen.getByText(/15 or more characters/);
    expect(rule()).toHaveTextContent('(not yet)');
    await userEvent.type(screen.getByLabelText('Password'), 'Quiet-River-77');
    expect(rule()).toHaveTextContent('(met)');
    await userEvent.clear(screen.getByLabelText('Password'));
    await userEvent.type(screen.getByLabelText('Password'), 'ostiary');
    expect(screen.getByText(/Does not contain/)).toHaveTextContent('(not yet)');
  });

  it('asks for 15 characters, and for no username that might be replaced, where the bank is strict', async () => {
    await renderWithApi(<RegisterScreen />, [rules(15)]);
    const rule = await screen.findByText(/15 characters or more, for example/);
    await userEvent.type(screen.getByLabelText('Password'), 'Quiet-River-77');
    expect(rule).toHaveTextContent('(not yet)');
    await userEvent.type(screen.getByLabelText('Password'), '7');
    expect(rule).toHaveTextContent('(met)');
    expect(screen.queryByLabelText(/^Username/)).toBeNull();
  });

  it('refuses a common password before sending it', async () => {
    await renderWithApi(<RegisterScreen />);
    await userEvent.type(screen.getByLabelText('Password'), 'Password1');
    // The list arrives late.
    const common = () => screen.getByText(/Not on the lists/);
    await waitFor(() => expect(common()).toHaveTextContent('(not yet)'));
    await userEvent.clear(screen.getByLabelText('Password'));
    await userEvent.type(screen.getByLabelText('Password'), 'Quiet-River-77');
    await waitFor(() => expect(common()).toHaveTextContent('(met)'), { timeout: 10_000 });
  }, 15_000);
});

describe('the code screen', () => {
  it('signs in with the right code and forgets the challenge', async () => {
    keepChallenge(challenge);
    const signedIn = { access: 'a', accessExpiresAt: challenge.expiresAt, user: {} };
    const { router } = await renderWithApi(<RegisterCodeScreen />, [
      trpcMutation('registration.verify', signedIn),
      noMailbox,
    ]);
    await userEvent.type(screen.getByLabelText('6-digit code'), '123 456');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/continue'));
    expect(findChallenge()).toBeNull();
  });

  it('keeps a wrong code in its field and says so', async () => {
    keepChallenge(challenge);
    await renderWithApi(<RegisterCodeScreen />, [
      trpcError('registration.verify', { errorCode: 'CODE_INVALID' }),
      noMailbox,
    ]);
    await userEvent.type(screen.getByLabelText('6-digit code'), '111111');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('That code is not right');
    expect(screen.getByLabelText('6-digit code')).toHaveValue('111111');
  });

  it('counts down to the next code', async () => {
    keepChallenge(challenge);
    await renderWithApi(<RegisterCodeScreen />, [noMailbox]);
    expect(screen.getByRole('button', { name: /Send another code in \d+ s/ })).toBeDisabled();
  });

  it('shows the dev mailbox where there is one', async () => {
    keepChallenge(challenge);
    await renderWithApi(<RegisterCodeScreen />, [http.head('*/dev/mailbox', () => new Response(null))]);
    expect(await screen.findByRole('link', { name: 'Open the dev mailbox' })).toBeVisible();
  });

  it('leads to signing in when the challenge is lost', async () => {
    await renderWithApi(<RegisterCodeScreen />);
    expect(screen.getByRole('heading', { name: 'Sign in to go on' })).toBeVisible();
  });
});
