import { NotificationKind, type NotificationView } from '@ostiary/domain/notifications';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery, trpcSilence } from '../../testing.tsx';

const uuid = (end: number) => `0190a000-0000-7000-8000-${String(end).padStart(12, '0')}`;
const caseId = uuid(1);

beforeEach(() => signInAs(['self.manage', 'review.read'], { id: uuid(90), name: 'Meera Rao' }));
afterEach(() => endSession('signed-out'));

function told(part: Partial<Record<keyof NotificationView, unknown>> = {}): NotificationView {
  // Brands exist at compile time only.
  return {
    id: uuid(50),
    kind: 'MENTIONED',
    applicationId: caseId,
    facts: { by: 'Tomás Ruiz', customer: 'CUST4820193756' },
    createdAt: new Date().toISOString(),
    isRead: false,
    ...part,
  } as NotificationView;
}

const list = (results: readonly NotificationView[]) => ({
  unread: results.filter(({ isRead }) => !isRead).length,
  results,
});
const queue = [
  trpcQuery('review.counts', {
    waiting: 0,
    mine: 0,
    inReview: 0,
    secondApproval: 0,
    actionRequired: 0,
    decided: 0,
    late: 0,
    more: [],
  }),
  trpcQuery('review.queue', { count: 0, more: false, next: null, results: [] }),
  trpcQuery('review.choices', { policies: [], branches: [], reviewers: [] }),
  trpcQuery('views.list', { results: [] }),
];

async function openBell(results: readonly NotificationView[]) {
  const user = userEvent.setup();
  const sent: unknown[] = [];
  const mark = trpcMutation('notifications.markRead', (input) => {
    sent.push(input);
    return { unread: 0 };
  });
  // Where it leads to asks for more than these tests look at.
  const beyond = ['review.case', 'review.reasons', 'desk.mentionable'].map(trpcSilence);
  const { router } = renderApp('/review', [...queue, mark, ...beyond, trpcQuery('notifications.list', list(results))]);
  await user.click(await screen.findByRole('button', { name: /^Notifications/ }));
  const dialog = within(await screen.findByRole('dialog', { name: /^Notifications/ }));
  return { user, sent, dialog, path: () => router.state.location.pathname, router };
}

describe('the bell', () => {
  it('says how many are unread, by word', async () => {
    renderApp('/review', [
      ...queue,
      trpcQuery('notifications.list', list([told(), told({ id: uuid(51), isRead: true })])),
    ]);
    expect(await screen.findByRole('button', { name: 'Notifications, 1 unread' })).toBeVisible();
  });

  it.each(NotificationKind.options)('has a whole sentence for %s', async (kind) => {
    const facts = {
      by: 'Tomás Ruiz',
      customer: 'CUST4820193756',
      count: '1',
      alert: 'FA-7',
      severity: 'HIGH',
      channel: 'email',
    };
    const { dialog } = await openBell([
      told({ kind, facts: { ...facts, because: 'CHANGED', decision: 'APPROVE', type: 'AUDIT_TAMPERED' } }),
    ]);
    const row = await dialog.findByRole('listitem');
    expect(row).toHaveTextContent(/^[A-Z][^{}]+\.\D*now.*New$/i);
    expect(row).not.toHaveTextContent(kind);
    expect(row).not.toHaveTextContent('undefined');
  });

  it('leads to the case and counts that as read', async () => {
    const { user, sent, dialog, path } = await openBell([told()]);
    await user.click(
      await dialog.findByRole('link', { name: /Tomás Ruiz mentioned you in a note on CUST\s4820\s1937\s56/ }),
    );
    await waitFor(() => expect(path()).toBe(`/review/${caseId}`));
    await waitFor(() => expect(sent).toEqual([{ ids: [uuid(50)] }]));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('leads to the list of the cases that it counts', async () => {
    const { user, dialog, router } = await openBell([
      told({ kind: 'CASE_LATE', applicationId: null, facts: { count: '3' } }),
    ]);
    await user.click(await dialog.findByRole('link', { name: /3 cases are late/ }));
    await waitFor(() => expect(router.state.location.search).toEqual({ tab: 'all', due: 'late' }));
  });

  it('marks all as read, and says so when that failed', async () => {
    const { user, sent, dialog } = await openBell([told()]);
    await user.click(await dialog.findByRole('button', { name: 'Mark all as read' }));
    await waitFor(() => expect(sent).toEqual([{ all: true }]));
    server.use(trpcError('notifications.markRead', { errorCode: 'UNAVAILABLE', httpStatus: 503 }));
    await user.click(dialog.getByRole('button', { name: 'Mark all as read' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent('not available');
  });

  it('says what will appear while there is nothing', async () => {
    const { dialog } = await openBell([]);
    expect(await dialog.findByText('No notification yet')).toBeVisible();
  });

  it('offers to try again when the list could not be read', async () => {
    const user = userEvent.setup();
    renderApp('/review', [...queue, trpcError('notifications.list', { errorCode: 'UNAVAILABLE', httpStatus: 503 })]);
    await user.click(await screen.findByRole('button', { name: /^Notifications/ }));
    const dialog = within(await screen.findByRole('dialog', { name: /^Notifications/ }));
    expect(await dialog.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
