import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderWithApi, signInAs, trpcError, trpcMutation } from '../../testing.tsx';
import { aCase, caseId, permissions, reviewer } from './case-fixture.ts';
import { RevealDocuments } from './reveal-documents.tsx';
import { RevealValue } from './reveal-value.tsx';

const MINUTES = 5 * 60_000;
const sent: unknown[] = [];
const answer = trpcMutation('customers.reveal', (input) => {
  sent.push(input);
  return {
    values: [{ label: 'ssn', of: null, value: '536904399' }],
    // By a clock that is hours ahead: what counts is when the answer came.
    expiresAt: new Date(Date.now() + 60 * MINUTES).toISOString(),
  };
});
const value = (isMine = true) => <RevealValue view={aCase({ isMine })} field="ssn" name="SSN" masked="•••-••-4399" />;

beforeEach(() => {
  sent.length = 0;
  signInAs([...permissions, 'pii.reveal'], reviewer);
});
afterEach(() => {
  vi.useRealTimers();
  endSession('signed-out');
});

async function show(user: ReturnType<typeof userEvent.setup>) {
  await user.click(await screen.findByRole('button', { name: 'Show SSN' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByLabelText('To compare it with a document'));
  await user.click(dialog.getByRole('button', { name: 'Show' }));
}

describe('a masked value', () => {
  it('is shown whole once a purpose is given, and hidden again by hand', async () => {
    const user = userEvent.setup();
    await renderWithApi(value(), [answer]);
    await user.click(await screen.findByRole('button', { name: 'Show SSN' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Show' }));
    expect(dialog.getByText('Choose why you need to see it.')).toBeVisible();
    expect(sent).toEqual([]);
    await user.click(dialog.getByLabelText('To compare it with a document'));
    await user.click(dialog.getByRole('button', { name: 'Show' }));
    expect(await screen.findByText('536-90-4399')).toBeVisible();
    expect(sent).toEqual([{ applicationId: caseId, field: 'ssn', purpose: 'MATCH_DOCUMENT' }]);
    await user.click(screen.getByRole('button', { name: 'Hide' }));
    expect(screen.queryByText('536-90-4399')).not.toBeInTheDocument();
    expect(screen.getByText('•••-••-4399')).toBeVisible();
  });

  it('hides by itself after five minutes', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    await renderWithApi(value(), [answer]);
    await show(user);
    expect(await screen.findByText('536-90-4399')).toBeVisible();
    await act(() => vi.advanceTimersByTimeAsync(MINUTES + 1_000));
    expect(screen.queryByText('536-90-4399')).not.toBeInTheDocument();
    expect(screen.getByText('•••-••-4399')).toBeVisible();
  });

  it('hides when a tab wakes up after its time', async () => {
    const user = userEvent.setup();
    await renderWithApi(value(), [answer]);
    await show(user);
    expect(await screen.findByText('536-90-4399')).toBeVisible();
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + MINUTES + 1_000);
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(screen.queryByText('536-90-4399')).not.toBeInTheDocument();
    vi.restoreAllMocks();
  });

  it('stays masked, with the reason, when the bank refuses', async () => {
    const user = userEvent.setup();
    const refused = trpcError('customers.reveal', { errorCode: 'CASE_NOT_CLAIMED', httpStatus: 409 });
    await renderWithApi(value(), [refused]);
    await show(user);
    expect(await screen.findByRole('alert')).toHaveTextContent('Take the case first.');
    expect(screen.getByText('•••-••-4399')).toBeVisible();
  });

  it('offers nothing to who does not hold the case, or may not look', async () => {
    await renderWithApi(value(false));
    expect(screen.getByText('•••-••-4399')).toBeVisible();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    act(() => signInAs(permissions, reviewer));
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('is offered for each document, by its id', async () => {
    const user = userEvent.setup();
    const view = aCase();
    await renderWithApi(<RevealDocuments view={view} current={undefined} />, [answer]);
    const [first] = await screen.findAllByRole('button', { name: /^Show number of/ });
    if (!first) throw new Error('the case has documents');
    await user.click(first);
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByLabelText('To confirm who somebody is'));
    await user.click(dialog.getByRole('button', { name: 'Show' }));
    await screen.findByText('536-90-4399');
    expect(sent).toMatchObject([{ field: 'document_number', documentId: view.documents[0]?.id }]);
  });
});
