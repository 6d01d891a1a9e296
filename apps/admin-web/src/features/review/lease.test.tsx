import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { signInAs, trpcError, trpcMutation } from '../../testing.tsx';
import { aCase, caseId, colleague, minutes, permissions, reviewer } from './case-fixture.ts';
import { openCase } from './case-harness.tsx';

beforeEach(() => signInAs(permissions, reviewer));
afterEach(() => endSession('signed-out'));

describe('the time with a case', () => {
  it('warns before it ends and goes on when the person does', async () => {
    const { user } = await openCase(aCase({ leaseExpiresAt: minutes(2) }));
    expect(screen.getByRole('alert')).toHaveTextContent('Your time with this case is about to end.');
    await user.keyboard('j');
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
  });

  it('says so when it ended in the meantime', async () => {
    const lapsed = trpcError('review.judge', { errorCode: 'CASE_NOT_CLAIMED', httpStatus: 409 });
    const { user } = await openCase(aCase(), [lapsed]);
    await user.keyboard('a');
    expect(await screen.findByRole('alert')).toHaveTextContent('Your time with this case is over.');
  });

  it('is handed to a colleague who may take cases', async () => {
    const sent: unknown[] = [];
    const give = trpcMutation('desk.give', (input) => {
      sent.push(input);
      return { ok: true };
    });
    const { user } = await openCase(aCase(), [give]);
    await user.keyboard('g');
    const dialog = within(await screen.findByRole('dialog'));
    await waitFor(() => expect(dialog.getByRole('combobox', { name: /^Colleague/ })).toHaveFocus());
    await user.click(dialog.getByRole('button', { name: 'Give' }));
    expect(dialog.getByText('Choose a colleague.')).toBeVisible();
    await user.click(await dialog.findByRole('combobox', { name: /^Colleague/ }));
    await user.click(await screen.findByRole('option', { name: colleague.name }));
    await user.click(dialog.getByRole('button', { name: 'Give' }));
    await waitFor(() => expect(sent).toEqual([{ id: caseId, to: colleague.id }]));
  });
});

describe('presence', () => {
  it('names who is looking, too', async () => {
    await openCase(aCase(), [trpcMutation('desk.presence', { others: [{ id: colleague.id, name: colleague.name }] })]);
    expect(await screen.findByText('Tomás Ruiz is looking, too')).toBeVisible();
  });
});
