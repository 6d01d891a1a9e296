import type { MessagePreferenceView } from '@ostiary/domain/notifications';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { serveApi, server, trpcError, trpcMutation, trpcQuery } from '../portal-testing.tsx';
import { renderWithApi, startWords } from '../security/testing-security.tsx';
import { MessagePreferences } from './message-preferences.tsx';

const results: MessagePreferenceView[] = [
  { topic: 'SECURITY', channel: 'email', isOn: true, isFixed: true },
  { topic: 'PROGRESS', channel: 'email', isOn: true, isFixed: false },
  { topic: 'PROGRESS', channel: 'sms', isOn: false, isFixed: false },
];
serveApi();
beforeAll(startWords);

const progress = async () => within(await screen.findByRole('group', { name: 'How your application goes on' }));

describe('the preferences', () => {
  it('switch what can be switched, and explain what cannot', async () => {
    const sent: unknown[] = [];
    let now = results;
    await renderWithApi(<MessagePreferences />, [
      trpcQuery('preferences.list', () => ({ results: now })),
      trpcMutation('preferences.set', (input) => {
        sent.push(input);
        now = results.map((one) => (one.channel === 'sms' ? { ...one, isOn: true } : one));
        return { results: now };
      }),
    ]);
    const fixed = within(await screen.findByRole('group', { name: 'Security of your account' }));
    expect(fixed.queryByRole('switch')).not.toBeInTheDocument();
    expect(fixed.getByText('always')).toBeVisible();
    const sms = (await progress()).getByRole('switch', { name: 'SMS' });
    expect(sms).not.toBeChecked();
    await userEvent.click(sms);
    await waitFor(() => expect(sent).toEqual([{ topic: 'PROGRESS', channel: 'sms', isOn: true }]));
    expect(await screen.findByText('Saved')).toBeVisible();
    expect(sms).toBeChecked();
  });

  it('say so when it was not saved, and show what holds', async () => {
    await renderWithApi(<MessagePreferences />, [trpcQuery('preferences.list', { results })]);
    server.use(trpcError('preferences.set', { errorCode: 'UNAVAILABLE', httpStatus: 400 }));
    const email = (await progress()).getByRole('switch', { name: 'E-mail' });
    await userEvent.click(email);
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(email).toBeChecked();
  });

  it('offer to try again when they could not be read', async () => {
    await renderWithApi(<MessagePreferences />, [
      trpcError('preferences.list', { errorCode: 'UNAVAILABLE', httpStatus: 400 }),
    ]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
