import { CustomerNoticeKind, type CustomerNotice } from '@ostiary/domain/notifications';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderWithApi, server, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { NoticeBell } from './notice-bell.tsx';

const uuid = (end: number) => `0190a000-0000-7000-8000-${String(end).padStart(12, '0')}`;
const notices = (...kinds: CustomerNoticeKind[]): CustomerNotice[] =>
  kinds.map((kind, index) => ({
    id: uuid(index),
    kind,
    applicationId: null,
    createdAt: new Date().toISOString(),
    isRead: false,
  }));

async function openBell(results: readonly CustomerNotice[]) {
  const sent: unknown[] = [];
  const mark = trpcMutation('notifications.markRead', (input) => {
    sent.push(input);
    return { unread: 0 };
  });
  await renderWithApi(<NoticeBell />, [
    mark,
    trpcQuery('notifications.list', { unread: results.filter(({ isRead }) => !isRead).length, results }),
  ]);
  await userEvent.click(await screen.findByRole('button', { name: `Notices, ${results.length || 'none'} unread` }));
  return sent;
}

describe('the customer’s bell', () => {
  it('says each kind in a whole sentence that leads on', async () => {
    await openBell(notices(...CustomerNoticeKind.options));
    const links = await screen.findAllByRole('link');
    expect(links).toHaveLength(CustomerNoticeKind.options.length);
    for (const link of links) expect(link).toHaveTextContent(/^[A-Z][^{}_]+\..*New$/);
  });

  it('counts what is opened as read', async () => {
    const sent = await openBell(notices('REJECTED'));
    await userEvent.click(await screen.findByRole('link', { name: /We decided on your application/ }));
    await waitFor(() => expect(sent).toEqual([{ ids: [uuid(0)] }]));
  });

  it('marks all as read, and says so when that failed', async () => {
    const sent = await openBell(notices('APPROVED', 'NEW_SIGN_IN'));
    await userEvent.click(await screen.findByRole('button', { name: 'Mark all as read' }));
    await waitFor(() => expect(sent).toEqual([{ all: true }]));
    server.use(trpcError('notifications.markRead', { errorCode: 'UNAVAILABLE', httpStatus: 503 }));
    await userEvent.click(await screen.findByRole('button', { name: 'Mark all as read' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('not available');
  });

  it('says what will appear while there is nothing', async () => {
    await openBell([]);
    expect(await screen.findByText('No notice yet')).toBeVisible();
  });
});
