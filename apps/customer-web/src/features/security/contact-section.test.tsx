import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderWithApi, server, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { ContactSection } from './contact-section.tsx';

const profile = { email: 'asha@example.com', emailConfirmed: true, phoneNumber: '+13125550134', phoneConfirmed: false };
const later = new Date(Date.now() + 600_000).toISOString();
const noMailbox = http.head('*/dev/mailbox', () => new Response(null, { status: 404 }));
const sent: unknown[] = [];
const handlers = [
  trpcQuery('profile.get', profile),
  trpcMutation('contacts.send', (input) => {
    sent.push(input);
    return { sentTo: 'n•••@example.com', expiresAt: later, resendAt: later };
  }),
  trpcMutation('contacts.verify', { emailConfirmed: true, phoneConfirmed: false }),
  trpcMutation('auth.stepUp', { until: later }),
  noMailbox,
];

async function askForNew() {
  await userEvent.click(await screen.findByRole('button', { name: 'Change the e-mail' }));
  await userEvent.type(screen.getByLabelText('New e-mail'), 'new@example.com');
  await userEvent.click(screen.getByRole('button', { name: 'Send the code' }));
}

describe('the contact section', () => {
  it('changes the e-mail by the code that went to the new one', async () => {
    sent.length = 0;
    await renderWithApi(<ContactSection />, handlers);
    await askForNew();
    await userEvent.type(await screen.findByLabelText('6-digit code'), '123456');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText(/We use the new one/)).toBeVisible();
    expect(sent).toEqual([{ channel: 'email', value: 'new@example.com' }]);
  });

  it('asks for a proof of identity first where the bank wants one', async () => {
    await renderWithApi(<ContactSection />, handlers);
    const data = { errorCode: 'STEP_UP_REQUIRED', httpStatus: 403, details: { factor: 'password' } };
    server.use(
      http.post(
        '*/trpc/contacts.send',
        () => HttpResponse.json({ error: { message: 'Confirm', code: -32003, data } }, { status: 403 }),
        { once: true },
      ),
    );
    await askForNew();
    await userEvent.type(await screen.findByLabelText('Your password'), 'Quiet-River-77');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByLabelText('6-digit code')).toBeVisible();
  });

  it('sends another code from where the first is entered, and asks for one once tries are used up', async () => {
    await renderWithApi(<ContactSection />, handlers);
    await askForNew();
    expect(await screen.findByRole('button', { name: /Send another code in \d+ s/ })).toBeDisabled();
    const fieldErrors = { code: [{ message: 'Used up', code: 'CODE_USED_UP' }] };
    server.use(trpcError('contacts.verify', { errorCode: 'INVALID_INPUT', fieldErrors }));
    await userEvent.type(screen.getByLabelText('6-digit code'), '123456');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('tried too often. Ask for a new one.');
  });

  it('confirms a phone where it stands, and waits where the bank has just sent a code', async () => {
    await renderWithApi(<ContactSection />, handlers);
    server.use(
      trpcError('contacts.send', { errorCode: 'RATE_LIMITED', httpStatus: 429, details: { resendAt: later } }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Confirm the phone' }));
    await userEvent.click(screen.getByRole('button', { name: 'Send the code' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Too many attempts');
    await userEvent.click(screen.getByRole('button', { name: 'I have a code' }));
    expect(screen.getByRole('button', { name: /Send another code in \d+ s/ })).toBeDisabled();
    await userEvent.type(screen.getByLabelText('6-digit code'), '123456');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText('Confirmed.')).toBeVisible();
  });

  it('offers to add a phone where none is on file', async () => {
    await renderWithApi(<ContactSection />, [trpcQuery('profile.get', { ...profile, phoneNumber: '' }), noMailbox]);
    expect(await screen.findByText('Not given yet')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Add a phone' }));
    expect(screen.getByLabelText('New phone')).toBeVisible();
  });

  it('refuses what is no address before sending it', async () => {
    await renderWithApi(<ContactSection />, handlers);
    await userEvent.click(await screen.findByRole('button', { name: 'Change the phone' }));
    await userEvent.type(screen.getByLabelText('New phone'), 'none');
    await userEvent.click(screen.getByRole('button', { name: 'Send the code' }));
    expect(screen.getByLabelText('New phone')).toBeInvalid();
  });
});
