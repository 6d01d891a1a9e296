import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { overview, refusal, rows } from '../../testing-overview.ts';
import { renderWithApi, server, trpcMutation, trpcQuery } from '../../testing.tsx';
import { HomeScreen } from './home-screen.tsx';

const closed = rows().map((row) => ({ ...row, isOpen: false }));
const refusedRows = rows({ photo_id: { state: 'refused', refusal } }).map((row) => ({
  ...row,
  isOpen: row.code === 'photo_id',
}));
const sent = { rows: closed, nextAction: null, submittedAt: '2026-11-20T09:00:00Z' } as const;

const states: [string, Parameters<typeof overview>[0]][] = [
  [
    '2 things left to do',
    { rows: rows({ ssn: { state: 'missing' }, phone: { state: 'missing' } }), nextAction: 'phone' },
  ],
  ['One thing left to do', { rows: rows({ ssn: { state: 'in_progress' } }), nextAction: 'ssn' }],
  ['We are checking your files', { isChecking: true }],
  ['Ready to send', {}],
  ['We have your application', { ...sent, status: 'SUBMITTED' }],
  ['A reviewer is looking at your application', { ...sent, status: 'IN_REVIEW' }],
  ['A reviewer is looking at your application', { ...sent, status: 'PENDING_SECOND_APPROVAL' }],
  ['One thing left to put right', { status: 'ACTION_REQUIRED', rows: refusedRows, nextAction: 'photo_id' }],
  ['Ready to send again', { status: 'ACTION_REQUIRED' }],
  ['Welcome: your application is approved', { ...sent, status: 'APPROVED', kycStatus: 'APPROVED', canWithdraw: false }],
  [
    'We cannot open an account for you',
    { ...sent, status: 'REJECTED', kycStatus: 'REJECTED', canWithdraw: false, reasons: [refusal] },
  ],
  ['You withdrew your application', { ...sent, status: 'WITHDRAWN', kycStatus: 'REJECTED', canWithdraw: false }],
  [
    'We closed your unfinished application',
    {
      ...sent,
      status: 'WITHDRAWN',
      kycStatus: 'REJECTED',
      canWithdraw: false,
      timeline: [{ id: 't1', kind: 'abandoned', at: '2026-11-20T09:00:00Z', text: 'Closed', by: null }],
    },
  ],
  ['Please send one thing again', { ...sent, status: 'IN_REVIEW', rows: refusedRows, nextAction: 'photo_id' }],
  ['Your details need to be renewed', { ...sent, status: 'EXPIRED', kycStatus: 'EXPIRED', canWithdraw: false }],
];

const show = (changed: Parameters<typeof overview>[0]) =>
  renderWithApi(<HomeScreen />, [trpcQuery('application.overview', overview(changed))]);

describe('the home of an applicant', () => {
  it.each(states)('says "%s"', async (title, changed) => {
    await show(changed);
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeVisible();
  });

  it('shows a refusal with its next step, and opens only what was refused', async () => {
    await show({ status: 'ACTION_REQUIRED', rows: refusedRows, nextAction: 'photo_id' });
    expect(await screen.findByRole('link', { name: 'Send it again' })).toHaveAttribute('href', '/steps/photo-id');
    const list = screen.getByRole('list', { name: 'What we asked for' });
    expect(within(list).getByText(/We could not read it\. Take the photo in daylight\./)).toBeVisible();
    expect(within(list).getAllByRole('link')).toHaveLength(1);
  });

  it('gives the reasons of a rejection and how to reach the bank', async () => {
    await show({ ...sent, status: 'REJECTED', reasons: [refusal] });
    expect(await screen.findByText('We could not read it.')).toBeVisible();
    expect(screen.getByRole('link', { name: /ostiary\.example/ })).toBeVisible();
  });

  it('says how long it takes, from real decisions only', async () => {
    const waiting = {
      halfWithinMinutes: 240,
      nineInTenWithinMinutes: 2880,
      decisions: 1284,
      days: 30,
      kind: 'US individual',
    };
    await show({ ...sent, status: 'SUBMITTED', waiting });
    expect(await screen.findByText('4 hours')).toBeVisible();
    expect(screen.getByText('2 days')).toBeVisible();
  });

  it('says how far along it is', async () => {
    await show({});
    expect(await screen.findByText('8 of 8 given')).toBeVisible();
  });

  it.each(['APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED'] as const)(
    'says nothing of progress once %s',
    async (status) => {
      await show({ ...sent, status });
      expect(await screen.findByRole('heading', { name: 'What happened' })).toBeVisible();
      expect(screen.queryByRole('heading', { name: 'How far along' })).not.toBeInTheDocument();
      expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    },
  );

  it('says when there is no history to tell from', async () => {
    await show({ ...sent, status: 'SUBMITTED' });
    expect(await screen.findByText(/Not enough history yet/)).toBeVisible();
  });

  it('says when each thing was received', async () => {
    await show({ ...sent, status: 'SUBMITTED', receivedAt: { photo_id: '2025-03-04T12:00:00Z' } });
    const list = await screen.findByRole('list', { name: 'What we asked for' });
    expect(within(list).getByText(/^Received:/)).toHaveTextContent('Received: 4 March 2025');
  });

  it('says what is being checked just now, and by whom', async () => {
    const checked = rows({ photo_id: { isChecking: true }, ssn: { isChecking: true } });
    await show({ ...sent, rows: checked, status: 'IN_REVIEW' });
    await screen.findByRole('heading', { name: 'What we are checking now' });
    const now = within(screen.getByRole('status'));
    expect(now.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Social Security number: compared with an official register',
      'Photo id: a technical check of the file',
      'A reviewer looks at 6 things you gave us',
    ]);
  });

  it('is silent about checks while there are none', async () => {
    await show({});
    await screen.findByRole('heading', { name: 'Ready to send' });
    expect(screen.queryByRole('heading', { name: 'What we are checking now' })).toBeNull();
  });

  it.each(['APPROVED', 'REJECTED', 'WITHDRAWN'] as const)(
    'speaks no more of progress once it is %s',
    async (status) => {
      await show({ ...sent, status, canWithdraw: false, decidedAt: '2025-03-04T12:00:00Z' });
      expect(await screen.findByRole('heading', { name: 'What happened' })).toBeVisible();
      expect(screen.queryByRole('heading', { name: 'How far along' })).toBeNull();
      expect(screen.queryByRole('heading', { name: 'How long it takes' })).toBeNull();
    },
  );

  it('welcomes whoever was approved, with the day and how to reach the bank', async () => {
    await show({ ...sent, status: 'APPROVED', canTransact: true, decidedAt: '2025-03-04T12:00:00Z' });
    expect(await screen.findByText('Your account can be used.')).toBeVisible();
    expect(screen.getByText(/^Decided:/)).toHaveTextContent('Decided: 4 March 2025');
    expect(screen.getByRole('link', { name: /ostiary\.example/ })).toBeVisible();
  });

  it('tells somebody who was approved and then blocked that the account is not in use', async () => {
    await show({ ...sent, status: 'APPROVED', canTransact: false });
    expect(await screen.findByText(/not in use at the moment/)).toBeVisible();
    expect(screen.queryByText('Your account can be used.')).toBeNull();
  });

  it('leads to the download of one’s own data', async () => {
    await show({});
    expect(await screen.findByRole('link', { name: 'See or download your data' })).toHaveAttribute('href', '/privacy');
  });

  it('withdraws after asking once more', async () => {
    let asked = 0;
    await renderWithApi(<HomeScreen />, [
      trpcQuery('application.overview', () =>
        overview(asked > 0 ? { ...sent, status: 'WITHDRAWN', canWithdraw: false } : {}),
      ),
      trpcMutation('application.withdraw', () => ({ status: `WITHDRAWN${(asked += 1)}` })),
    ]);
    await userEvent.click(await screen.findByRole('button', { name: 'Withdraw the application' }));
    expect(asked).toBe(0);
    await userEvent.click(await screen.findByRole('button', { name: 'Withdraw' }));
    expect(await screen.findByRole('heading', { name: 'You withdrew your application' })).toBeVisible();
  });

  it('offers a new application after one that was withdrawn', async () => {
    let started = 0;
    await renderWithApi(<HomeScreen />, [
      trpcQuery(
        'application.overview',
        overview({ ...sent, status: 'WITHDRAWN', canWithdraw: false, canStartAgain: true }),
      ),
      trpcMutation('application.start', () => ({ status: `INCOMPLETE${(started += 1)}` })),
    ]);
    await userEvent.click(await screen.findByRole('button', { name: 'Start a new application' }));
    await expect.poll(() => started).toBe(1);
  });

  it('offers to try again when it could not be loaded', async () => {
    await renderWithApi(<HomeScreen />, [http.get('*/trpc/application.overview', () => HttpResponse.error())]);
    expect(await screen.findByRole('alert')).toHaveTextContent('could not reach the bank');
    server.use(trpcQuery('application.overview', overview()));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'Ready to send' })).toBeVisible();
  });
});
