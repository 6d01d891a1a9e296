import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { branch, invitation, peopleAnswers, priya } from './people-fixture.ts';

const administers = ['self.manage', 'staff.read', 'staff.manage', 'roles.assign'];

beforeEach(() => signInAs(administers, priya));
afterEach(() => endSession('signed-out'));

async function invite(answer: Parameters<typeof trpcMutation>[1] | { errorCode: string; httpStatus: number }) {
  const user = userEvent.setup();
  const isRefusal = typeof answer === 'object' && answer !== null && 'errorCode' in answer;
  const sent = isRefusal
    ? trpcError('people.invite', { errorCode: 'INVITATION_OPEN', httpStatus: 409 })
    : trpcMutation('people.invite', answer);
  renderApp('/people', [...peopleAnswers, sent]);
  await user.click(await screen.findByRole('button', { name: 'Invite somebody' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(await dialog.findByLabelText(/^Full name/), 'Tara Bose');
  await user.type(dialog.getByLabelText(/^E-mail/), 'tara@example.com');
  await user.click(dialog.getByLabelText('Reviewer'));
  await user.selectOptions(dialog.getByLabelText('Branch'), branch.id);
  await user.click(dialog.getByLabelText('Sees cases of this branch only'));
  await user.type(dialog.getByLabelText(/^Why/), 'New on the desk');
  await user.click(dialog.getByRole('button', { name: 'Send the invitation' }));
  return { user, dialog };
}

describe('the list of people', () => {
  it('is narrowed by the address bar and falls back where that holds nothing usable', async () => {
    const asked: unknown[] = [];
    const list = trpcQuery('people.list', (input) => {
      asked.push(input);
      return { items: [], nextCursor: null };
    });
    renderApp('/people?search=rao&role=AUDITOR&state=x&branchId=7', [list, ...peopleAnswers]);
    expect(await screen.findByText('Nobody fits')).toBeVisible();
    expect(asked).toEqual([{ search: 'rao', role: 'AUDITOR' }]);
  });

  it('offers to try again when it could not be read', async () => {
    const failed = trpcError('people.list', { errorCode: 'UNAVAILABLE', httpStatus: 503 });
    renderApp('/people', [failed, ...peopleAnswers]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('shows an invitation, which is sent again or withdrawn', async () => {
    const sent: unknown[] = [];
    const withdraw = trpcMutation('people.withdrawInvite', (input) => {
      sent.push(input);
      return { ok: true };
    });
    const user = userEvent.setup();
    renderApp('/people', [...peopleAnswers, withdraw]);
    await user.click(await screen.findByRole('button', { name: 'Tara Bose' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Tara Bose is invited' }));
    expect(dialog.getByRole('button', { name: 'Send it again' })).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Withdraw it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(sent).toEqual([{ id: invitation.id }]);
  });

  it('is only read by who may not manage it, and no page of others', async () => {
    signInAs(['self.manage', 'staff.read'], priya);
    renderApp('/people', peopleAnswers);
    expect(await screen.findByRole('link', { name: 'Meera Rao' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Invite somebody' })).not.toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Networks' })).not.toBeInTheDocument();
  });
});

describe('an invitation to the staff portal', () => {
  it('is sent with role, branch and reason', async () => {
    const sent: unknown[] = [];
    await invite((input) => {
      sent.push(input);
      return { id: invitation.id, expiresAt: '2026-11-27T10:00:00.000Z' };
    });
    expect(await screen.findByText(/It goes to tara@example.com/)).toBeVisible();
    const who = { displayName: 'Tara Bose', email: 'tara@example.com', role: 'KYC_REVIEWER' };
    const where = { branchId: branch.id, onlyOwnBranch: true, language: 'en', why: 'New on the desk' };
    expect(sent).toEqual([{ ...who, ...where }]);
  });

  it('keeps what was typed when the person is invited already', async () => {
    const { dialog } = await invite({ errorCode: 'INVITATION_OPEN', httpStatus: 409 });
    expect(await dialog.findByRole('alert')).toHaveTextContent('This person is invited already');
    expect(dialog.getByLabelText(/^Full name/)).toHaveValue('Tara Bose');
    expect(dialog.getByLabelText(/^Why/)).toHaveValue('New on the desk');
  });
});
