import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWithApi, trpcQuery } from '../../testing.tsx';
import { ResetPasswordScreen } from './password-screens.tsx';

const rules = trpcQuery('auth.rules', { profile: 'standard', passwordMinLength: 8, isSecondFactorRequired: false });

describe('the page of a reset link', () => {
  it('takes the token out of the address bar at once and asks for the new password', async () => {
    window.history.replaceState(null, '', `/reset-password#token=${'a'.repeat(43)}`);
    await renderWithApi(<ResetPasswordScreen />, [rules]);
    expect(await screen.findByLabelText(/new password/i)).toBeVisible();
    expect(window.location.hash).toBe('');
  });

  it('leads back when the link is not whole', async () => {
    window.history.replaceState(null, '', '/reset-password#token=short');
    await renderWithApi(<ResetPasswordScreen />, [rules]);
    expect(await screen.findByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in');
  });
});
