import type { CaseView } from '@ostiary/domain/review';
import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { server, signInAs, trpcError, trpcMutation } from '../../testing.tsx';
import { aCase, caseId, colleague, minutes, permissions, reviewer, rows } from './case-fixture.ts';
import { accepted, openCase, picture, row } from './case-harness.tsx';

beforeEach(() => {
  signInAs(permissions, reviewer);
  URL.createObjectURL = () => 'blob:test';
  URL.revokeObjectURL = () => undefined;
});
afterEach(() => endSession('signed-out'));

describe('judging by keyboard', () => {
  it('accepts rows one after another, each with the version the last one left', async () => {
    const { user, sent } = await openCase(aCase());
    expect(row(/^Name and date of birth/)).toHaveAttribute('aria-current', 'true');
    await user.keyboard('aa');
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent).toMatchObject([
      { version: 7, requirement: 'identity', verdict: 'accept' },
      { version: 8, requirement: 'photo_id', verdict: 'accept' },
    ]);
    expect(row(/^Proof of address/)).toHaveAttribute('aria-current', 'true');
    expect(await screen.findByText('Photo id accepted.')).toBeInTheDocument();
  });

  it('refuses with a reason that fits the row, and a note', async () => {
    const { user, sent } = await openCase(aCase());
    await user.keyboard('jr');
    const note = await screen.findByLabelText('Note for colleagues (optional)');
    expect(screen.getByText('Unreadable')).toBeVisible();
    expect(screen.queryByText('Fraud suspected')).not.toBeInTheDocument();
    await user.type(note, 'page 2{Escape}');
    await user.keyboard('2');
    await waitFor(() =>
      expect(sent).toMatchObject([
        { requirement: 'photo_id', verdict: 'refuse', reason: 'NAME_MISMATCH', note: 'page 2' },
      ]),
    );
    expect(await screen.findByRole('button', { name: /Ask again for 1 item/ })).toBeEnabled();
  });

  it('leaves the keys alone while somebody types', async () => {
    const { user, sent } = await openCase(aCase());
    await user.keyboard('jr');
    await user.type(await screen.findByLabelText('Note for colleagues (optional)'), 'ax1m');
    expect(screen.getByLabelText('Note for colleagues (optional)')).toHaveValue('ax1m');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(sent).toEqual([]);
  });

  it('stops for people who switched single keys off', async () => {
    const { user, sent } = await openCase(aCase());
    await user.keyboard('?');
    await user.click(await screen.findByRole('switch', { name: /^Single keys act/ }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await user.keyboard('a?');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(sent).toEqual([]);
  });
});

describe('deciding', () => {
  it('is open for approval only when every row is accepted', async () => {
    const decided: unknown[] = [];
    const approve = trpcMutation('review.approve', (input) => {
      decided.push(input);
      return { id: caseId, status: 'IN_REVIEW', version: 8, heldUntil: minutes(1 / 6) };
    });
    const last = aCase({ requirements: [rows.email, rows.address] });
    const { user } = await openCase(last, [approve]);
    expect(screen.getByRole('button', { name: /Approve/ })).toBeDisabled();
    expect(screen.getByText('1 requirement open before you can approve')).toBeVisible();
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(decided).toEqual([]);
    await user.keyboard('a');
    await waitFor(() => expect(screen.getByRole('button', { name: /Approve/ })).toBeEnabled());
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(decided).toEqual([{ id: caseId, version: 8, acceptRemaining: false, hold: 10 }]));
    expect(await screen.findByText('Asha Verma is approved. Undo within 10 seconds.')).toBeInTheDocument();
  });

  it('needs a final reason to reject', async () => {
    const decided: unknown[] = [];
    const reject = trpcMutation('review.reject', (input) => {
      decided.push(input);
      return { id: caseId, status: 'IN_REVIEW', version: 7, heldUntil: minutes(1 / 6) };
    });
    const { user } = await openCase(aCase(), [reject]);
    await user.keyboard('x');
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Reject' }));
    expect(dialog.getByText('Choose a final reason.')).toBeVisible();
    expect(decided).toEqual([]);
    await user.click(await dialog.findByLabelText('Fraud suspected'));
    await user.click(dialog.getByRole('button', { name: 'Reject' }));
    await waitFor(() =>
      expect(decided).toEqual([{ id: caseId, version: 7, reasons: [{ code: 'FRAUD_SUSPECTED' }], hold: 10 }]),
    );
  });

  it('tells the second reviewer who decided what', async () => {
    const details = { status: 'REJECTED', decidedBy: colleague.name, decidedAt: new Date().toISOString() };
    const late = trpcError('review.approve', { errorCode: 'ALREADY_REVIEWED', httpStatus: 409, details });
    const { user } = await openCase(accepted(aCase()), [late]);
    await user.click(screen.getByRole('button', { name: /Approve/ }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Tomás Ruiz rejected this case.');
    expect(screen.getByRole('button', { name: /Next case/ })).toBeEnabled();
  });

  it('shows what changed and keeps the place', async () => {
    const stale = trpcError('review.judge', {
      errorCode: 'RECORD_CHANGED',
      httpStatus: 409,
      details: { changed: ['proof_of_address'] },
    });
    const desk = await openCase(aCase(), [stale]);
    desk.become({ ...aCase(), version: 8, name: 'Asha M. Verma' });
    await desk.user.keyboard('ja');
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent('changed while you were looking');
    expect(within(notice).getByText('Proof of address')).toBeVisible();
    expect(await screen.findByRole('heading', { level: 1, name: 'Asha M. Verma' })).toBeVisible();
    expect(row(/^Photo id/)).toHaveAttribute('aria-current', 'true');
  });
});

describe('a case in other hands', () => {
  it('can only be read while a colleague holds it', async () => {
    const { user, sent } = await openCase(aCase({ isMine: false, claimedBy: colleague }));
    expect(screen.getByText(/Tomás Ruiz is working on this until \d\d:\d\d/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Approve|Claim/ })).not.toBeInTheDocument();
    await user.keyboard('a');
    expect(sent).toEqual([]);
  });

  it('can be claimed while it waits', async () => {
    const claim = trpcMutation('review.claim', { case: aCase() });
    const waiting = aCase({ isMine: false, claimedBy: null, leaseExpiresAt: null, status: 'SUBMITTED' });
    const desk = await openCase(waiting, [claim]);
    desk.become(aCase());
    await desk.user.click(screen.getByRole('button', { name: /Claim this case/ }));
    expect(await screen.findByRole('button', { name: /Approve/ })).toBeVisible();
  });

  it('can be claimed again when the lease has lapsed', async () => {
    await openCase(aCase({ isMine: false, leaseExpiresAt: new Date(Date.now() - 1_000).toISOString() }));
    expect(screen.getByRole('alert')).toHaveTextContent('Your time with this case is over.');
    expect(screen.getByRole('button', { name: /Claim it again/ })).toBeEnabled();
    expect(screen.queryByRole('button', { name: /Approve/ })).not.toBeInTheDocument();
  });

  it('shows an auditor no decision bar and opens no document', async () => {
    const looked = vi.fn();
    signInAs(['review.read', 'audit.read'], reviewer);
    const spied = http.get('*/documents/*', () => {
      looked();
      return HttpResponse.text('');
    });
    await openCase(aCase({ isMine: false, claimedBy: colleague }), [spied]);
    expect(screen.queryByRole('region', { name: 'Decision' })).not.toBeInTheDocument();
    expect(screen.getByText('Your role does not open documents.')).toBeVisible();
    expect(looked).not.toHaveBeenCalled();
  });
});

describe('the document viewer', () => {
  it('offers to try again when the bytes did not come', async () => {
    const failing = http.get('*/documents/*', () =>
      HttpResponse.json({ detail: 'Not now', code: 'UNAVAILABLE' }, { status: 503 }),
    );
    const { user } = await openCase(aCase(), [failing]);
    const viewer = within(screen.getByRole('region', { name: 'Documents' }));
    expect(await viewer.findByRole('alert')).toHaveTextContent('not available');
    server.use(picture);
    await user.click(viewer.getByRole('button', { name: 'Try again' }));
    expect(await viewer.findByRole('img', { name: /Passport/ })).toBeInTheDocument();
  });

  it('shows the documents of the row in hand, past ones marked', async () => {
    const [first, bill] = aCase().documents;
    const past = { ...bill, id: first?.id, status: 'SUPERSEDED', requirement: 'proof_of_address' };
    const documents = [bill, past].map((one) => ({ ...bill, ...one })) as CaseView['documents']; // two of one kind
    await openCase(aCase({ documents, requirements: [rows.address] }));
    const list = within(screen.getByRole('list', { name: 'Documents to look at' }));
    expect(list.getAllByRole('button')).toHaveLength(2);
    expect(list.getByRole('button', { name: /replaced/ })).toBeVisible();
  });
});
