import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { endSession, session, signIn } from '../lib/session.ts';
import { renderWithApi, server, trpcError, trpcMutation } from '../testing.tsx';
import { EnrolGate } from './enrol-gate.tsx';
import { Guard } from './guard.tsx';

const later = () => new Date(Date.now() + 3_600_000).toISOString();
const granted = (mustEnrol = false) => ({
  access: 'a',
  accessExpiresAt: later(),
  sessionEndsAt: later(),
  idleMinutes: null,
  user: { id: 'asha', mustEnrol },
});
const begin = (mustEnrol = false) => signIn(granted(mustEnrol));

afterEach(() => act(() => endSession('signed-out')));

describe('the guard of the portal', () => {
  it('covers a page behind the sign-in, and no other', async () => {
    begin();
    await renderWithApi(<Guard />, [], { path: '/profile' });
    act(() => endSession('ended', 'REVOKED'));
    expect(await screen.findByText(/ended from your list of sessions/)).toBeVisible();
  });

  it('leaves the page of a reset link alone', async () => {
    begin();
    await renderWithApi(<Guard />, [], { path: '/reset-password' });
    act(() => endSession('ended', 'PASSWORD_CHANGED'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('the gate of the second factor', () => {
  const page = <EnrolGate>the page</EnrolGate>;
  const status = trpcError('secondFactor.status', { errorCode: 'UNAVAILABLE', httpStatus: 503 });

  it('puts setting it up before every page', async () => {
    begin(true);
    await renderWithApi(page, [status]);
    expect(await screen.findByRole('heading', { name: 'Set up your second factor' })).toBeVisible();
    expect(screen.queryByText('the page')).toBeNull();
  });

  it('stays while the recovery codes are on the screen, though a renewal knows of the factor', async () => {
    begin(true);
    await renderWithApi(page, [status]);
    await screen.findByRole('heading', { name: 'Set up your second factor' });
    act(() => begin());
    expect(screen.queryByText('the page')).toBeNull();
  });

  it('says that going on failed once the codes are saved, and tries again', async () => {
    begin(true);
    await renderWithApi(page, [
      trpcMutation('secondFactor.begin', {
        secret: 'JBSWY3DPEHPK3PXP',
        uri: 'otpauth://totp/Ostiary?secret=JBSWY3DPEHPK3PXP',
      }),
      trpcMutation('secondFactor.confirm', { recoveryCodes: ['AAAA-BBBB'] }),
      trpcError('auth.refresh', { errorCode: 'UNAVAILABLE', httpStatus: 503 }),
    ]);
    const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));
    await press('Set up the second factor');
    await userEvent.type(await screen.findByLabelText('6-digit code from your app'), '123456');
    await press('Switch on');
    await userEvent.click(await screen.findByLabelText('I have saved them'));
    await press('Done');
    expect(await screen.findByRole('alert')).toBeVisible();
    server.use(trpcMutation('auth.refresh', { ...granted(), access: 'b' }));
    await press('Go on');
    expect(await screen.findByText('the page')).toBeVisible();
  });

  it('closes when the server asks for it later', async () => {
    begin();
    await renderWithApi(page, [status]);
    expect(screen.getByText('the page')).toBeVisible();
    act(() => void session.shouldRepeat(Object.assign(new Error('refused'), { data: { errorCode: 'MFA_REQUIRED' } })));
    await waitFor(() => expect(screen.queryByText('the page')).toBeNull());
  });
});
