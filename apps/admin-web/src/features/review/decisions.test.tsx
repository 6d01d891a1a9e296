import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { aCase, aRow, caseId, colleague, minutes, permissions, reviewer, rows } from './case-fixture.ts';
import { accepted, openCase } from './case-harness.tsx';

const seconds = (count: number) => minutes(count / 60);
const held = (part = {}) => ({
  kind: 'APPROVE' as const,
  by: reviewer.name,
  isMine: true,
  // Longer than the desk shows, so that a slow machine is not too late.
  commitsAt: seconds(60),
  ...part,
});
const recorder = (path: string, answer: Parameters<typeof trpcMutation>[1]) => {
  const sent: unknown[] = [];
  const handler = trpcMutation(path, (input) => {
    sent.push(input);
    return typeof answer === 'function' ? answer(input) : answer;
  });
  return { sent, handler };
};
const stale = (path: string) =>
  trpcError(path, {
    errorCode: 'RECORD_CHANGED',
    httpStatus: 409,
    details: { changed: ['proof_of_address', 'risk.band-changed', 'case.something-new'] },
  });

beforeEach(() => signInAs(permissions, reviewer));
afterEach(() => {
  sessionStorage.clear();
  endSession('signed-out');
});

describe('a decision of the last ten seconds', () => {
  it('shows how long it may be undone and offers the next case first', async () => {
    const view = aCase({ held: held() });
    const undo = recorder('review.undo', { case: { ...aCase(), held: null } });
    const { user, become } = await openCase(view, [undo.handler]);
    const strip = within(screen.getByRole('group', { name: 'Undo' }));
    expect(strip.getByText('Asha Verma approved')).toBeVisible();
    expect(strip.getByRole('timer')).toHaveTextContent(/takes effect in \d+ seconds?/);
    expect(screen.queryByRole('button', { name: /^Reject/ })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: /^Next case/ })).toHaveFocus();
    become(aCase());
    await user.keyboard('u');
    expect(await screen.findByRole('button', { name: /^Reject/ })).toBeEnabled();
    expect(undo.sent).toEqual([{ id: caseId }]);
    expect(screen.queryByRole('group', { name: 'Undo' })).not.toBeInTheDocument();
  });

  it('says that the undo came too late and shows how things stand', async () => {
    const details = { status: 'APPROVED', decidedBy: reviewer.name, decidedAt: minutes(0) };
    const late = trpcError('review.undo', { errorCode: 'ALREADY_REVIEWED', httpStatus: 409, details });
    const { user } = await openCase(aCase({ held: held() }), [late]);
    await user.keyboard('u');
    expect(await screen.findByRole('alert')).toHaveTextContent('Too late to undo.');
  });

  it('follows the reviewer to the next case, without the name of the applicant in storage', async () => {
    const approve = trpcMutation('review.approve', {
      id: caseId,
      status: 'IN_REVIEW',
      version: 7,
      heldUntil: seconds(60),
    });
    const first = accepted(aCase());
    const other = { ...aCase(), id: '0190a000-0000-7000-8000-000000000002', name: 'Ravi Nair' };
    const { user } = await openCase(first, [
      approve,
      trpcMutation('review.next', { case: other }),
      trpcQuery('review.case', (input) => ((input as { id: string }).id === caseId ? first : other)), // what the screen asks
    ]);
    await user.click(screen.getByRole('button', { name: /^Approve/ }));
    await screen.findByText('Asha Verma is approved. Undo within 10 seconds.');
    expect(sessionStorage.getItem('ostiary.last-decision')).not.toContain('Asha');
    await user.keyboard('n');
    expect(await screen.findByText('Your decision on Asha Verma')).toBeVisible();
  });

  it('by a colleague is only told', async () => {
    await openCase(aCase({ isMine: false, claimedBy: colleague, held: held({ isMine: false, by: colleague.name }) }));
    expect(screen.getByText('Tomás Ruiz approved this case just now.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Undo/ })).not.toBeInTheDocument();
  });
});

describe('a record that changed', () => {
  it('keeps the note of a refusal and opens its panel again', async () => {
    const { user } = await openCase(aCase(), [stale('review.judge')]);
    await user.keyboard('jr');
    await user.type(await screen.findByLabelText('Note for colleagues (optional)'), 'page 2 is cut off{Escape}');
    await user.keyboard('1');
    expect(await screen.findByRole('alert')).toHaveTextContent('what you typed is kept');
    expect(await screen.findByLabelText('Note for colleagues (optional)')).toHaveValue('page 2 is cut off');
  });

  it('keeps the note of asking again', async () => {
    const refused = aRow({ ...rows.address, state: 'refused', judgedBy: reviewer.name });
    const { user } = await openCase(aCase({ requirements: [rows.email, refused] }), [stale('review.requestMore')]);
    await user.keyboard('m');
    const first = within(await screen.findByRole('dialog'));
    await user.type(first.getByLabelText('Note for colleagues (optional)'), 'called him');
    await user.click(first.getByRole('button', { name: 'Ask again' }));
    const notice = await screen.findByRole('alert');
    const changes = within(notice).getAllByRole('listitem');
    expect(changes.map((change) => change.textContent)).toEqual([
      'Proof of address',
      'The risk',
      'Something else of this case',
    ]);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await user.keyboard('m');
    expect(await screen.findByLabelText('Note for colleagues (optional)')).toHaveValue('called him');
  });
});

describe('a second approval', () => {
  const waiting = (isMe: boolean, hasJudged = false) =>
    accepted(
      aCase({
        status: 'PENDING_SECOND_APPROVAL',
        isMine: false,
        claimedBy: null,
        leaseExpiresAt: null,
        secondApproval: {
          needed: true,
          because: 'POLICY',
          first: { by: isMe ? reviewer.name : colleague.name, isMe, at: minutes(-5) },
          hasJudged,
        },
      }),
    );

  it('is asked for with a note', async () => {
    const approve = recorder('review.approve', { id: caseId, status: 'IN_REVIEW', version: 7, heldUntil: seconds(60) });
    const { user } = await openCase(accepted(aCase()), [approve.handler]);
    await user.keyboard('e');
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Approve and ask' }));
    expect(dialog.getByText('Say why a second person should look.')).toBeVisible();
    expect(approve.sent).toEqual([]);
    await user.type(dialog.getByLabelText(/^Why/), 'look at the seal');
    await user.click(dialog.getByRole('button', { name: 'Approve and ask' }));
    await waitFor(() =>
      expect(approve.sent).toEqual([
        { id: caseId, version: 7, acceptRemaining: false, escalate: true, note: 'look at the seal', hold: 10 },
      ]),
    );
  });

  it('is given by another person, with undo', async () => {
    signInAs([...permissions, 'review.approve-second'], reviewer);
    const second = recorder('review.secondApprove', {
      id: caseId,
      status: 'PENDING_SECOND_APPROVAL',
      version: 7,
      heldUntil: seconds(60),
    });
    const { user } = await openCase(waiting(false), [second.handler]);
    expect(screen.getByText(/Tomás Ruiz approved this case. It waits for a second approval/)).toBeVisible();
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(second.sent).toEqual([{ id: caseId, version: 7, hold: 10 }]));
  });

  it('is refused with a note, which must be there', async () => {
    signInAs([...permissions, 'review.approve-second'], reviewer);
    const disagree = recorder('review.disagree', { id: caseId, status: 'SUBMITTED', version: 8, heldUntil: null });
    const { user } = await openCase(waiting(false), [disagree.handler]);
    await user.keyboard('d');
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Send it back' }));
    expect(dialog.getByText('Say why you disagree.')).toBeVisible();
    await user.type(dialog.getByLabelText(/^Why/), 'the seal is drawn');
    await user.click(dialog.getByRole('button', { name: 'Send it back' }));
    await waitFor(() => expect(disagree.sent).toEqual([{ id: caseId, version: 7, note: 'the seal is drawn' }]));
  });

  it('of a high risk asks once more who is there, and then goes through', async () => {
    signInAs([...permissions, 'review.approve-second'], reviewer);
    let isProven = false;
    const sent: unknown[] = [];
    const answer = { id: caseId, status: 'PENDING_SECOND_APPROVAL', version: 7, heldUntil: seconds(60) };
    const refusal = trpcError('review.secondApprove', {
      errorCode: 'STEP_UP_REQUIRED',
      httpStatus: 403,
      details: { factor: 'password' },
    });
    const approve = trpcMutation('review.secondApprove', (input) => {
      sent.push(input);
      return answer;
    });
    const { user } = await openCase(waiting(false), [refusal]);
    await user.keyboard('{Control>}{Enter}{/Control}');
    const dialog = within(await screen.findByRole('dialog'));
    server.use(
      approve,
      trpcMutation('auth.stepUp', () => {
        isProven = true;
        return { until: minutes(5) };
      }),
    );
    await user.type(dialog.getByLabelText('Your password'), 'Quiet-harbour-41{Enter}');
    await waitFor(() => expect(sent).toEqual([{ id: caseId, version: 7, hold: 10 }]));
    expect(isProven).toBe(true);
  });

  it('cannot come from who judged the rows, and says so', async () => {
    signInAs([...permissions, 'review.approve-second'], reviewer);
    await openCase(waiting(false, true));
    expect(screen.getAllByText(/You judged rows of this case, so another person gives the second/)[0]).toBeVisible();
    expect(screen.queryByRole('button', { name: /^(Approve|Disagree)/ })).not.toBeInTheDocument();
  });

  it('cannot come from who gave the first, and says so', async () => {
    signInAs([...permissions, 'review.approve-second'], reviewer);
    await openCase(waiting(true));
    expect(screen.getAllByText(/You gave the first approval, so another person gives the second/)[0]).toBeVisible();
    expect(screen.queryByRole('button', { name: /^(Approve|Disagree)/ })).not.toBeInTheDocument();
  });
});
