import type { CaseView } from '@ostiary/domain/review';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
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
  endedAt: null,
  ...part,
});
const withOverride = (override: Override | null, pastOverrides: Override[] = []) =>
  aCase({ risk: 'HIGH', assessment: { newest: null, history: [], override, pastOverrides } });

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
    await openCase(aCase({ assessment: { newest, history, override: null, pastOverrides: [] } }));
    expect(screen.getByText('35 of 100 points')).toBeVisible();
    expect(screen.getAllByText('Three applications within a day')[0]).toBeVisible();
    expect(screen.getByText('1 earlier assessment')).toBeVisible();
  });

  it('is overridden with a reason and a last day, and says that lowering waits', async () => {
    const sent: unknown[] = [];
    const override = trpcMutation('risk.override', (input) => {
      sent.push(input);
      return { newest: null, history: [], override: null, pastOverrides: [] };
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
      return { newest: null, history: [], override: null, pastOverrides: [] };
    });
    const { user } = await openCase(withOverride(anOverride({})), [judge]);
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    await waitFor(() => expect(sent).toEqual([{ id: caseId, overrideId, verdict: 'confirm' }]));
  });

  it('keeps what was asked before and refused', async () => {
    const past = anOverride({ state: 'REFUSED', judgedBy: reviewer.name, endedAt: minutes(-5) });
    const { user } = await openCase(withOverride(null, [past]));
    await user.click(screen.getByText('1 earlier override'));
    expect(screen.getByText('refused by Meera Rao')).toBeVisible();
    expect(screen.getByText('“Known to the branch for years”')).toBeVisible();
  });

  it('stands below the fraud alerts of the case, with the way to each', async () => {
    signInAs([...permissions, 'fraud.read'], reviewer);
    const alert = { alertId: 'ALERT7HXQ2MWA9K', type: 'SHARED_IDENTITY', severity: 'HIGH', status: 'OPEN' } as const;
    await openCase(aCase({ alerts: [{ ...alert, resolution: null }] }));
    expect(screen.getByText('1 fraud alert on this case')).toBeVisible();
    expect(screen.getByText('High · Open')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Identity number given twice' })).toHaveAttribute(
      'href',
      expect.stringContaining('/fraud-alerts/ALERT7HXQ2MWA9K'),
    );
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
      { customerId: null, name: null, applicationId: null, status: null, matches: ['PAN'] },
    ] as unknown as CaseView['duplicates']; // brands exist at compile time only
    const earlier = [{ id: null, status: null, submittedAt: null, decidedAt: null }];
    await openCase(aCase({ duplicates, earlier }));
    const list = within(screen.getByRole('list', { name: 'Looks like' }));
    expect(list.getByRole('link', { name: 'A. Verma' })).toHaveAttribute('href', expect.stringContaining('00003'));
    const [first] = list.getAllByRole('list', { name: 'The same' });
    expect(within(first ?? document.body).getAllByRole('listitem')).toHaveLength(2);
    expect(list.getByText('A customer of another branch')).toBeVisible();
    expect(list.getAllByRole('link')).toHaveLength(1);
    expect(screen.getByText('An application at another branch')).toBeVisible();
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

  it('keeps whom it names while the case is left, and says whom it does not', async () => {
    const sent: unknown[] = [];
    const add = trpcMutation('desk.addNote', (input) => {
      sent.push(input);
      return { id: overrideId, author: reviewer.name, body: '', mentions: [], at: minutes(0) };
    });
    const first = await openCase(aCase(), [add]);
    await first.user.type(screen.getByLabelText('Write to colleagues'), '@rui');
    await first.user.click(await screen.findByRole('option', { name: 'Tomás Ruiz' }));
    cleanup();
    const { user } = await openCase(aCase(), [add]);
    await user.type(screen.getByLabelText('Write to colleagues'), 'and @Meera, see mail@bank');
    expect(screen.getByText('Nobody hears of @Meera: choose the colleague from the list.')).toBeVisible();
    await user.keyboard('{Control>}{Enter}{/Control}');
    const body = '@Tomás Ruiz and @Meera, see mail@bank';
    await waitFor(() => expect(sent).toEqual([{ id: caseId, body, mentions: [colleague.id] }]));
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

describe('decisions of before', () => {
  it('are shown with their notes, and what counts no more says why', async () => {
    const first = {
      kind: 'APPROVE' as const,
      stage: 1,
      decidedBy: reviewer.name,
      decidedAt: minutes(-60),
      reasons: [],
      note: 'look at the seal',
      voided: { because: 'DISAGREED' as const, by: colleague.name },
    };
    await openCase(aCase({ decisions: [first] }));
    expect(screen.getByText('“look at the seal”')).toBeVisible();
    expect(screen.getByText('Counts no more: Tomás Ruiz disagreed')).toBeVisible();
  });
});
