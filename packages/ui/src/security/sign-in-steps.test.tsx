import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse, type RequestHandler } from 'msw';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { server, serveApi, trpcError, trpcMutation } from '../portal-testing.tsx';
import { ForgotPasswordForm } from './forgot-password-form.tsx';
import { ResetPasswordForm } from './reset-password-form.tsx';
import { SignInSteps } from './sign-in-steps.tsx';
import { renderWithApi, signedIn, startWords } from './testing-security.tsx';
import { UndoForm } from './undo-form.tsx';

serveApi();
beforeAll(startWords);

const challenge = { challenge: 'ch-1', expiresAt: '2030-01-01T00:00:00.000Z' };
const challenged = trpcMutation('auth.login', challenge);
const username = () => screen.getByLabelText('Username, e-mail or phone');
const password = () => screen.getByLabelText('Password');
const code = () => screen.findByLabelText('6-digit code from your app');
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

const show = async (...handlers: RequestHandler[]) => {
  const onSignedIn = vi.fn();
  await renderWithApi(<SignInSteps onSignedIn={onSignedIn} forgotLink={<a href="/forgot">Forgot?</a>} />, handlers);
  return onSignedIn;
};
async function signIn() {
  await userEvent.type(username(), 'asha');
  await userEvent.type(password(), 'Correct horse 1');
  await press('Sign in');
}

describe('SignInSteps', () => {
  it('signs in at once where no second factor is on', async () => {
    const onSignedIn = await show(trpcMutation('auth.login', signedIn));
    await signIn();
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledTimes(1));
    expect(onSignedIn.mock.calls[0]?.[0]).toEqual(signedIn);
  });

  it('asks for the second step after a challenge, and gives it the focus', async () => {
    const sent = vi.fn();
    const verified = trpcMutation('auth.verify', (input) => {
      sent(input);
      return signedIn;
    });
    const onSignedIn = await show(challenged, verified);
    await signIn();
    expect(await code()).toHaveFocus();
    expect(await code()).toHaveAttribute('autocomplete', 'one-time-code');
    await userEvent.type(await code(), '123 456');
    await press('Confirm');
    await waitFor(() => expect(onSignedIn).toHaveBeenCalled());
    expect(sent).toHaveBeenCalledWith({ challenge: 'ch-1', code: '123456' });
  });

  it('keeps the step and the code when the code is wrong', async () => {
    const onSignedIn = await show(challenged, trpcError('auth.verify', { errorCode: 'CODE_INVALID' }));
    await signIn();
    await userEvent.type(await code(), '123456');
    await press('Confirm');
    expect(await screen.findByRole('alert')).toHaveTextContent('That code is not right');
    expect(await code()).toHaveValue('123456');
    expect(await code()).toHaveAccessibleDescription(/not right/);
    expect(onSignedIn).not.toHaveBeenCalled();
  });

  it('takes a recovery code instead', async () => {
    const sent = vi.fn();
    const verified = trpcMutation('auth.verify', (input) => {
      sent(input);
      return signedIn;
    });
    await show(challenged, verified);
    await signIn();
    await code();
    await press('I do not have my app: use a recovery code');
    const recovery = screen.getByLabelText('Recovery code');
    expect(recovery).toHaveFocus();
    await userEvent.type(recovery, 'abcd-efgh-jkmn-pqrs-tvwx-yz01');
    await press('Confirm');
    await waitFor(() => expect(sent).toHaveBeenCalled());
    expect(sent.mock.calls[0]?.[0]).toMatchObject({ code: expect.stringMatching(/^abcd/i) });
  });

  it('asks for the password again, and says why, when the second step is over', async () => {
    await show(challenged, trpcError('auth.verify', { errorCode: 'CHALLENGE_OVER', httpStatus: 401 }));
    await signIn();
    await userEvent.type(await code(), '123456');
    await press('Confirm');
    expect(await screen.findByRole('alert')).toHaveTextContent('Enter your password again');
    expect(screen.getByRole('alert')).toHaveFocus();
    expect(username()).toHaveValue('asha');
    expect(password()).toHaveValue('');
  });

  it('says how long the second step is locked, and when the next attempt is taken', async () => {
    const details = { reason: 'FACTOR_LOCKED' };
    const locked = { errorCode: 'CHALLENGE_OVER', httpStatus: 401, retryAfterSeconds: 1_700, details };
    await show(challenged, trpcError('auth.verify', locked));
    await signIn();
    await userEvent.type(await code(), '123456');
    await press('Confirm');
    expect(await screen.findByRole('alert')).toHaveTextContent('you can try again in 29 minutes. A new password');
    server.use(trpcError('auth.login', { errorCode: 'RATE_LIMITED', httpStatus: 429, retryAfterSeconds: 50 }));
    await userEvent.type(password(), 'Correct horse 1');
    await press('Sign in');
    expect(await screen.findByText('Too many attempts. Try again in 1 minute.')).toBeVisible();
  });

  it('loses nothing on the way back', async () => {
    await show(challenged);
    await signIn();
    await code();
    await press('Back');
    expect([username(), password()].map((field) => field.getAttribute('value'))).toEqual(['asha', 'Correct horse 1']);
  });

  it('clears the password after a refusal, and keeps the name', async () => {
    await show(trpcError('auth.login', { errorCode: 'INVALID_CREDENTIALS', httpStatus: 401 }));
    await signIn();
    expect(await screen.findByRole('alert')).toHaveTextContent('reset your password');
    expect(username()).toHaveValue('asha');
    expect(password()).toHaveValue('');
  });

  it('keeps the password when no answer came', async () => {
    await show(http.post('*/trpc/auth.login', () => HttpResponse.error()));
    await signIn();
    expect(await screen.findByRole('alert')).toHaveTextContent('No connection.');
    expect(password()).toHaveValue('Correct horse 1');
  });
});

describe('ForgotPasswordForm', () => {
  it('says the same whether or not there is such an account', async () => {
    await renderWithApi(<ForgotPasswordForm signInLink={<a href="/">Sign in</a>} />, [
      trpcMutation('password.forgot', { ok: true }),
    ]);
    await userEvent.type(username(), 'nobody');
    await press('Send the link');
    expect(await screen.findByRole('heading', { name: 'Look at your e-mail' })).toHaveFocus();
    expect(screen.getByText(/If an account belongs/)).toBeVisible();
  });
});

describe('ResetPasswordForm', () => {
  const show = (token: string, ...handlers: RequestHandler[]) =>
    renderWithApi(
      <ResetPasswordForm
        token={token}
        signInLink={<a href="/">Sign in</a>}
        forgotLink={<a href="/forgot">Another</a>}
      />,
      [
        http.get('*/trpc/auth.rules', () => HttpResponse.json({ result: { data: { passwordMinLength: 8 } } })),
        ...handlers,
      ],
    );
  const choose = async (value: string) => {
    await userEvent.type(screen.getByLabelText('New password'), value);
    await press('Save the new password');
  };

  it('saves the password', async () => {
    await show('a'.repeat(43), trpcMutation('password.reset', { ok: true }));
    await choose('four quiet words here');
    expect(await screen.findByRole('heading', { name: 'Your password is changed' })).toHaveFocus();
  });

  it('says how to go on with a link that is over or not whole', async () => {
    const view = await show('a'.repeat(43), trpcError('password.reset', { errorCode: 'RESET_LINK_INVALID' }));
    await choose('four quiet words here');
    expect(await screen.findByText(/Ask for a new one/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Another' })).toBeVisible();
    view.unmount();
    await show('half');
    expect(screen.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible();
  });
});

describe('UndoForm', () => {
  const show = (...handlers: RequestHandler[]) =>
    renderWithApi(<UndoForm token={'a'.repeat(43)} signInLink={<a href="/">Sign in</a>} />, handlers);

  it('does nothing until it is asked to, then says what is as it was', async () => {
    const sent: unknown[] = [];
    await show(trpcMutation('recovery.undo', (input) => (sent.push(input), { change: 'EMAIL' })));
    expect(screen.getByText(/If it was you, close this page/)).toBeVisible();
    expect(sent).toEqual([]);
    await press('This was not me: take it back');
    expect(await screen.findByRole('heading', { name: 'It is taken back' })).toHaveFocus();
    expect(screen.getByText(/Your old e-mail is on your account again/)).toBeVisible();
    expect(sent).toEqual([{ token: 'a'.repeat(43) }]);
  });

  it('tells the way to the bank when the link is over, and keeps the button after any other failure', async () => {
    const view = await show(http.post('*/trpc/recovery.undo', () => HttpResponse.error()));
    await press('This was not me: take it back');
    expect(await screen.findByRole('alert')).toHaveTextContent('No connection.');
    const fieldErrors = { token: [{ code: 'UNDO_LINK_INVALID', message: 'Over' }] };
    server.use(trpcError('recovery.undo', { errorCode: 'INVALID_INPUT', fieldErrors }));
    await press('This was not me: take it back');
    expect(await screen.findByText(/contact the bank/)).toBeVisible();
    view.unmount();
  });
});
