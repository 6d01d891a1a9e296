import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import {
  auditor,
  auditorMay,
  barAnswers,
  caseId,
  eventView,
  exportView,
  proof,
  verification,
} from './audit-fixture.ts';

const saved: string[] = [];
beforeEach(() => {
  signInAs(auditorMay, auditor);
  saved.length = 0;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  URL.createObjectURL = () => 'blob:test';
  URL.revokeObjectURL = () => undefined;
});
afterEach(() => {
  vi.restoreAllMocks();
  endSession('signed-out');
});

const record = `/audit/records/${eventView.id}`;
const seen = (view = eventView) => [trpcQuery('audit.event', view), ...barAnswers];

describe('a record', () => {
  it('says under which number it is sealed, computes the proof and gives both files', async () => {
    const user = userEvent.setup();
    renderApp(record, [...seen(), trpcQuery('audit.proof', proof)]);
    expect(await screen.findByRole('heading', { level: 1, name: 'Case claimed' })).toBeVisible();
    expect(await screen.findByText('Sealed under number 1 of a log of 3 records.')).toBeVisible();
    expect(await screen.findByText(/leads to the number that the bank signed\./)).toBeVisible();
    await user.click(screen.getByText('Show the 3 steps'));
    expect(within(screen.getByRole('list', { name: 'Steps of the proof' })).getAllByRole('listitem')).toHaveLength(3);
    await user.click(screen.getByRole('button', { name: 'Download the proof' }));
    await user.click(screen.getByRole('button', { name: 'Download the signed checkpoint' }));
    expect(saved).toEqual(['audit-record-1.proof.json', 'checkpoint-3.txt']);
  });

  it('says so when the proof does not lead to what was signed', async () => {
    renderApp(record, [...seen(), trpcQuery('audit.proof', { ...proof, root: proof.leaf })]);
    expect(await screen.findByText(/does not lead to the number/)).toBeVisible();
  });

  it('that is not sealed yet can be looked at again', async () => {
    renderApp(record, seen({ ...eventView, sealed: false, index: null }));
    expect(await screen.findByText(/not sealed yet\. That takes/)).toBeVisible();
    server.use(trpcQuery('audit.event', eventView), trpcQuery('audit.proof', proof));
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(await screen.findByText(/Sealed under number/)).toBeVisible();
  });
});

describe('the verification of the log', () => {
  const running = { ...verification.last, id: 'v2', state: 'RUNNING', finishedAt: null, checked: 20_511 } as const;

  it('shows the last result, what waits, the key and the checkpoints, and is started by hand', async () => {
    const user = userEvent.setup();
    renderApp('/audit/verification', [trpcQuery('audit.verification', verification), ...barAnswers]);
    expect(await screen.findByRole('heading', { level: 1, name: 'The audit log is what it was' })).toBeVisible();
    expect(screen.getByText('All 41,022 records are as they were written.')).toBeVisible();
    expect(screen.getByText(/2 records wait/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Download the checkpoint of 41,022 records' }));
    await user.click(screen.getByRole('button', { name: 'Download the key' }));
    expect(saved).toEqual(['checkpoint-41022.txt', 'ostiary-audit.vkey']);
    server.use(trpcMutation('audit.verify', running), trpcQuery('audit.verification', { ...verification, running }));
    await user.click(screen.getByRole('button', { name: 'Verify now' }));
    expect(await screen.findByText('20,511 of 41,022 records')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Verify now' })).toBeDisabled();
  });

  it('keeps a fault in its title though one that broke off came after, and says how the checks before ended', async () => {
    const failed = { ...verification.last, id: 'v2', state: 'FAILED', fault: null, faults: 1 };
    const broken = { ...failed, id: 'v3', state: 'BROKEN_OFF', faults: 0 };
    const state = { ...verification, last: failed, runs: [broken, failed, verification.last] };
    renderApp('/audit/verification', [trpcQuery('audit.verification', state), ...barAnswers]);
    expect(await screen.findByRole('heading', { level: 1, name: /needs your attention/ })).toBeVisible();
    const runs = within(screen.getByRole('list', { name: 'Verifications so far' })).getAllByRole('listitem');
    expect(runs.map(({ textContent }) => /broke off|not as it|All 41,022/.exec(textContent)?.[0])).toEqual([
      'broke off',
      'not as it',
      'All 41,022',
    ]);
  });

  it('says when none came to a verdict for long, and counts what waits no further than the server does', async () => {
    const state = { ...verification, isOverdue: true, backlog: { ...verification.backlog, records: 10_001 } };
    renderApp('/audit/verification', [trpcQuery('audit.verification', state), ...barAnswers]);
    expect(
      await screen.findByRole('heading', { level: 1, name: /not been verified for more than a day/ }),
    ).toBeVisible();
    expect(screen.getByText(/More than 10,000 records wait/)).toBeVisible();
  });

  it('names the first record that is wrong', async () => {
    const fault = { kind: 'RECORD_CHANGED', index: 7, to: 7, eventId: eventView.id, detail: 'canonical' };
    const last = { ...verification.last, state: 'FAILED', fault, faults: 3 };
    renderApp('/audit/verification', [trpcQuery('audit.verification', { ...verification, last }), ...barAnswers]);
    expect(await screen.findByText('The first one is number 7 of the log.')).toBeVisible();
    expect(screen.getByText('The text of a record is not the one that was sealed.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open that record' })).toHaveAttribute('href', record);
  });
});

describe('the exports of the log', () => {
  const list = (...items: (typeof exportView)[]) => trpcQuery('audit.exports.list', { items });

  it('start with the filter of the search, show how far they are, and can be cancelled', async () => {
    const user = userEvent.setup();
    const asked: unknown[] = [];
    renderApp('/audit/exports?person=meera&category=review', [list(), ...barAnswers]);
    expect(await screen.findByText('It will hold only: Who did it: meera, Area: Review')).toBeVisible();
    expect(await screen.findByText('No export yet')).toBeVisible();
    const start = trpcMutation('audit.exports.start', (input) => {
      asked.push(input);
      return exportView;
    });
    server.use(start, list(exportView));
    await user.click(screen.getByLabelText('Table (CSV)'));
    await user.click(screen.getByRole('button', { name: 'Start an export' }));
    expect(await screen.findByText('1500 records')).toBeVisible();
    expect(asked).toEqual([{ format: 'CSV', filter: { actor: 'meera', category: ['review'] } }]);
    const cancelled = { ...exportView, state: 'CANCELLED' } as const;
    server.use(trpcMutation('audit.exports.cancel', cancelled), list(cancelled));
    await user.click(screen.getByRole('button', { name: 'Cancel the export' }));
    expect(await screen.findByText('Cancelled')).toBeVisible();
  });

  it('are of one whole trail where that is asked for', async () => {
    const asked: unknown[] = [];
    const start = trpcMutation('audit.exports.start', (input) => {
      asked.push(input);
      return exportView;
    });
    renderApp(`/audit/exports?ofCase=${caseId}`, [list(), start, ...barAnswers]);
    expect(await screen.findByText(/everything about one case/)).toBeVisible();
    const back = screen.getByRole('link', { name: 'Back to the trail' });
    expect(back).toHaveAttribute('href', `/audit/cases/${caseId}`);
    await userEvent.click(screen.getByRole('button', { name: 'Start an export' }));
    await waitFor(() => expect(asked).toEqual([{ format: 'JSONL', filter: { trail: { of: 'case', id: caseId } } }]));
  });

  it('are fetched under the name that the server gives, or say why not', async () => {
    const path = '/audit-exports/e1';
    const ready = {
      ...exportView,
      state: 'READY',
      download: path,
      sizeBytes: 1_200_000,
      expiresAt: '2026-11-27T00:00:00.000Z',
    } as const;
    renderApp('/audit/exports', [list(ready), ...barAnswers]);
    server.use(
      http.get(`*${path}`, () =>
        HttpResponse.text('{}', { headers: { 'content-disposition': 'attachment; filename=period.jsonl' } }),
      ),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Download' }));
    await waitFor(() => expect(saved).toEqual(['period.jsonl']));
    expect(screen.getByText(/1.2 MB/)).toBeVisible();
    server.use(http.get(`*${path}`, () => HttpResponse.json({ error: { code: 'NOT_FOUND' } }, { status: 404 })));
    await userEvent.click(screen.getByRole('button', { name: 'Download' }));
    expect(await screen.findByRole('alert')).toBeVisible();
  });

  it('say why one could not be started', async () => {
    renderApp('/audit/exports', [
      list(),
      trpcError('audit.exports.start', { errorCode: 'RATE_LIMITED', httpStatus: 429 }),
      ...barAnswers,
    ]);
    await userEvent.click(await screen.findByRole('button', { name: 'Start an export' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Too many attempts');
  });
});
