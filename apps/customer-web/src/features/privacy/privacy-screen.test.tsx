import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderWithApi, server, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { PrivacyScreen } from './privacy-screen.tsx';

const at = '2026-11-20T10:00:00.000Z';
const look = { id: 'l1', at, what: 'ssn', purpose: 'MATCH_DOCUMENT', by: 'reviewer' };
const nothing = { askedAt: null, answerBy: null, declined: null };
const none = trpcQuery('privacy.erasure', nothing);
const handlers = [trpcQuery('privacy.views', { items: [look], isWhole: true }), none];
const later = new Date(Date.now() + 300_000).toISOString();

const saved: string[] = [];
beforeEach(() => {
  saved.length = 0;
  URL.createObjectURL = () => 'blob:test';
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
});
afterEach(() => vi.restoreAllMocks());

describe('who looked at my data', () => {
  it('says what, why and in which role', async () => {
    await renderWithApi(<PrivacyScreen />, handlers);
    const list = within(await screen.findByRole('list', { name: 'Who looked at my data' }));
    expect(list.getByText('Social Security number, whole')).toBeVisible();
    expect(list.getByText('A reviewer: to compare it with a document')).toBeVisible();
  });

  it('says that nobody did', async () => {
    await renderWithApi(<PrivacyScreen />, [trpcQuery('privacy.views', { items: [], isWhole: true }), none]);
    expect(await screen.findByText('Nobody yet')).toBeVisible();
  });

  it('offers to try again when it could not be read', async () => {
    await renderWithApi(<PrivacyScreen />, [
      trpcError('privacy.views', { errorCode: 'UNAVAILABLE', httpStatus: 503 }),
      none,
    ]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

describe('the download', () => {
  it('comes as a file after a proof of identity', async () => {
    const account = { customerNumber: 'CUST4820193756' };
    const data = { errorCode: 'STEP_UP_REQUIRED', httpStatus: 403, details: { factor: 'password' } };
    await renderWithApi(<PrivacyScreen />, [
      ...handlers,
      trpcMutation('privacy.export', { account, madeAt: at }),
      trpcMutation('auth.stepUp', { until: later }),
    ]);
    server.use(
      http.post(
        '*/trpc/privacy.export',
        () => HttpResponse.json({ error: { message: 'Confirm', code: -32003, data } }, { status: 403 }),
        { once: true },
      ),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Download my data' }));
    await userEvent.type(await screen.findByLabelText('Your password'), 'Quiet-River-77');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText('Your file is on its way to your downloads.')).toBeVisible();
    expect(saved).toEqual(['ostiary-CUST4820193756-2026-11-20.json']);
  });

  it('says so when it did not come', async () => {
    await renderWithApi(<PrivacyScreen />, [
      ...handlers,
      trpcError('privacy.export', { errorCode: 'UNAVAILABLE', httpStatus: 503 }),
    ]);
    await userEvent.click(await screen.findByRole('button', { name: 'Download my data' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('not available');
    expect(saved).toEqual([]);
  });
});

describe('the wish to be forgotten', () => {
  it('is confirmed, shown, and can be taken back', async () => {
    const sent: unknown[] = [];
    const ask = trpcMutation('privacy.requestErasure', (input) => {
      sent.push(input);
      return sent.length === 1 ? { ...nothing, askedAt: at, answerBy: '2026-12-20T10:00:00.000Z' } : nothing;
    });
    await renderWithApi(<PrivacyScreen />, [...handlers, ask]);
    await userEvent.click(await screen.findByRole('button', { name: 'Ask for erasure' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Ask for erasure' }));
    expect(await screen.findByText(/You have our answer by/)).toHaveTextContent('20 December');
    await userEvent.click(await screen.findByRole('button', { name: 'I changed my mind' }));
    expect(await screen.findByRole('button', { name: 'Ask for erasure' })).toBeVisible();
    expect(sent).toEqual([{ isWanted: true }, { isWanted: false }]);
  });

  it('shows the answer where it was no, and can be asked again', async () => {
    const declined = { at, reason: 'LEGAL_DUTY' };
    await renderWithApi(<PrivacyScreen />, [trpcQuery('privacy.erasure', { ...nothing, declined }), ...handlers]);
    expect(await screen.findByText('We cannot erase your data now')).toBeVisible();
    expect(screen.getByText(/The law makes us keep it for a time/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Ask for erasure' })).toBeVisible();
  });
});
