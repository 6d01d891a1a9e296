import type { CaseView } from '@ostiary/domain/review';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { signInAs, trpcError, trpcMutation } from '../../testing.tsx';
import { aCase, caseId, colleague, minutes, permissions, reviewer } from './case-fixture.ts';
import { openCase } from './case-harness.tsx';

const overrideId = '0190a000-0000-7000-8000-000000000050';
type Override = NonNullable<CaseView['assessment']['override']>;
const anOverride = (part: Partial<Override>): Override => ({
  overrideId,
  fromBand: 'HIGH',
  band: 'LOW',
  reason: 'Known to the branch for years',
  endsAt: minutes(60 * 24 * 30),
  state: 'WAITING',
  askedBy: { name: colleague.name, isMe: false },
  askedAt: minutes(-30),
  judgedBy: null,
  ...part,
});
const withOverride = (override: Override | null) =>
  aCase({ risk: 'HIGH', assessment: { newest: null, history: [], override } });

beforeEach(() => signInAs([...permissions, 'risk.override'], reviewer));
afterEach(() => endSession('signed-out'));

describe('the risk of a case', () => {
  it('is a sum of signals with its history', async () => {
    const signal = { code: 'VELOCITY' as const, points: 15, facts: {}, text: 'Three applications within a day' };
    const newest = {
      score: 35,
      band: 'MEDIUM' as const,
      cause: 'submitted',
      assessedAt: minutes(-3),
      signals: [signal],
    };
    const history = [{ ...newest, score: 10, band: 'LOW' as const, assessedAt: minutes(-90), signals: [] }];
    await openCase(aCase({ assessment: { newest, history, override: null } }));
    expect(screen.getByText('35 of 100 points')).toBeVisible();
    expect(screen.getAllByText('Three applications within a day')[0]).toBeVisible();
    expect(screen.getByText('1 earlier assessment')).toBeVisible();
  });

  it('is overridden with a reason and a last day, and says that lowering waits', async () => {
    const sent: unknown[] = [];
    const override = trpcMutation('risk.override', (input) => {
      sent.push(input);
      return { newest: null, history: [], override: null };
    });
    const { user } = await openCase(withOverride(null), [override]);
    await user.click(screen.getByRole('button', { name: 'Override the risk' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByLabelText('Low risk'));
    expect(dialog.getByText(/counts once a second person confirms it/)).toBeVisible();
    await user.type(dialog.getByLabelText(/^Reason/), 'short');
    await user.click(dialog.getByRole('button', { name: 'Override' }));
    expect(await dialog.findByText('Say why, in ten characters or more.')).toBeVisible();
    expect(sent).toEqual([]);
    await user.type(dialog.getByLabelText(/^Reason/), ' but now long enough');
    fireEvent.change(dialog.getByLabelText(/^Last day/), { target: { value: '2099-01-01' } });
    await user.click(dialog.getByRole('button', { name: 'Override' }));
    await waitFor(() =>
      expect(sent).toEqual([{ id: caseId, band: 'LOW', reason: 'short but now long enough', endsOn: '2099-01-01' }]),
    );
  });

  it('is confirmed by a second person only', async () => {
    const sent: unknown[] = [];
    const judge = trpcMutation('risk.judgeOverride', (input) => {
      sent.push(input);
      return { newest: null, history: [], override: null };
    });
    const { user } = await openCase(withOverride(anOverride({})), [judge]);
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    await waitFor(() => expect(sent).toEqual([{ id: caseId, overrideId, verdict: 'confirm' }]));
  });

  it('tells who asked that another must confirm', async () => {
    await openCase(withOverride(anOverride({ askedBy: { name: reviewer.name, isMe: true } })));
    expect(screen.getByText('You asked for it, so another person must confirm it.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Confirm' })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Withdraw' })).toBeEnabled();
  });
});

describe('what belongs to the case', () => {
  it('shows what of another customer is the same, with a way there', async () => {
    const duplicates = [
      {
        customerId: 'CUST1111222233',
        name: 'A. Verma',
        applicationId: '0190a000-0000-7000-8000-000000000003',
        status: 'REJECTED',
        matches: ['SSN', 'DEVICE'],
      },
    ] as unknown as CaseView['duplicates']; // brands exist at compile time only
    await openCase(aCase({ duplicates }));
    const list = within(screen.getByRole('list', { name: 'Looks like' }));
    expect(list.getByRole('link', { name: 'A. Verma' })).toHaveAttribute('href', expect.stringContaining('00003'));
    expect(within(list.getByRole('list', { name: 'The same' })).getAllByRole('listitem')).toHaveLength(2);
  });

  it('marks what differs by a word', async () => {
    const comparison = [
      { label: 'address', typed: '123 Main St', document: '125 Main St', register: null, differs: true },
    ];
    const data = [{ requirement: 'address' as const, label: 'address', value: '123 Main St' }];
    await openCase(aCase({ comparison, data }));
    const table = within(screen.getByRole('table', { name: /Data, side by side/ }));
    expect(table.getByRole('rowheader', { name: /Address/ })).toHaveTextContent('differs');
    expect(table.getByRole('cell', { name: /125 Main St/ })).toHaveAttribute('data-differs');
    expect(screen.getByText('1 fact differs')).toBeVisible();
  });
});

describe('a note', () => {
  it('names a colleague with @, and tells them only while the name stands', async () => {
    const sent: unknown[] = [];
    const add = trpcMutation('desk.addNote', (input) => {
      sent.push(input);
      return { id: overrideId, author: reviewer.name, body: '', mentions: [], at: minutes(0) };
    });
    const { user } = await openCase(aCase(), [add]);
    const field = screen.getByLabelText('Write to colleagues');
    await user.type(field, 'Please look @rui');
    await user.click(await screen.findByRole('option', { name: 'Tomás Ruiz' }));
    expect(field).toHaveValue('Please look @Tomás Ruiz ');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(sent).toEqual([{ id: caseId, body: 'Please look @Tomás Ruiz', mentions: [colleague.id] }]),
    );
    await waitFor(() => expect(field).toHaveValue(''));
    await user.type(field, '@rui');
    await user.click(await screen.findByRole('option', { name: 'Tomás Ruiz' }));
    await user.clear(field);
    await user.type(field, 'nobody');
    await user.click(screen.getByRole('button', { name: 'Add note' }));
    await waitFor(() => expect(sent.at(-1)).toEqual({ id: caseId, body: 'nobody', mentions: [] }));
  });

  it('stays when it could not be sent', async () => {
    const failing = trpcError('desk.addNote', { errorCode: 'UNAVAILABLE', httpStatus: 503 });
    const { user } = await openCase(aCase(), [failing]);
    await user.type(screen.getByLabelText('Write to colleagues'), 'long and careful');
    await user.click(screen.getByRole('button', { name: 'Add note' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Your text is kept');
    expect(screen.getByLabelText('Write to colleagues')).toHaveValue('long and careful');
  });

  it('counts its characters and refuses the ten thousand and first', async () => {
    await openCase();
    const field = screen.getByLabelText('Write to colleagues');
    fireEvent.change(field, { target: { value: 'x'.repeat(10_001) } });
    expect(screen.getByText(/10,001 of 10,000 characters/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add note' })).toBeDisabled();
  });

  it('is text, whatever it holds', async () => {
    const body = '<img src=x onerror=alert(1)> @Tomás Ruiz';
    const notes = [{ id: overrideId, author: colleague.name, body, mentions: [colleague], at: minutes(-1) }];
    await openCase(aCase({ notes }));
    const section = within(screen.getByRole('region', { name: 'Notes' }));
    expect(section.getByText(/<img src=x/)).toBeVisible();
    expect(section.queryByRole('img')).not.toBeInTheDocument();
    expect(section.getByText('@Tomás Ruiz')).toBeVisible();
  });
});
