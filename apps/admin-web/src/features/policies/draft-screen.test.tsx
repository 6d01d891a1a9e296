import type { DraftView, Policy } from '@ostiary/domain/policy';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery, trpcSilence } from '../../testing.tsx';
import { admin, draftId, draftOf } from './policies-fixture.ts';

const open = (draft: DraftView = draftOf()) =>
  renderApp(`/policy-drafts/${draftId}`, [trpcQuery('policies.draft', draft)]);
const json = () => screen.getByLabelText('The draft as JSON');
const typed = () => {
  const field = json();
  return JSON.parse(field instanceof HTMLTextAreaElement ? field.value : '') as Policy;
};
const save = () => screen.getByRole('button', { name: 'Save' });

beforeEach(() => signInAs(['self.manage', 'policy.read', 'policy.publish'], admin));
afterEach(() => endSession('signed-out'));

describe('the draft editor', () => {
  it('lets the JSON follow the form: rows off, on and moved, numbers, checks', async () => {
    const user = userEvent.setup();
    open();
    const hours = await screen.findByLabelText('Hours until a decision is due');
    await user.clear(hours);
    await user.type(hours, '48');
    await user.click(screen.getByRole('button', { name: 'Remove Proof of address' }));
    await user.click(screen.getByRole('button', { name: 'Ask for PAN' }));
    await user.click(screen.getByRole('button', { name: 'Move PAN up' }));
    await user.click(screen.getByRole('checkbox', { name: 'PAN check' }));
    const { dueHours, requirements, checks } = typed();
    expect(dueHours).toBe(48);
    expect(checks).toContain('pan');
    expect(requirements.map(({ code }) => code).slice(-2)).toEqual(['pan', 'consent']);
    expect(requirements.map(({ code }) => code)).not.toContain('proof_of_address');
    const changes = screen.getByRole('list', { name: 'Changes' });
    expect(changes).toHaveTextContent('PAN is asked for.');
    expect(changes).toHaveTextContent('Proof of address is no longer asked for.');
  });

  it('lets the form follow the JSON, and wait while that is none', async () => {
    open();
    await screen.findByLabelText('Hours until a decision is due');
    const body = draftOf({ dueHours: 7 }).body;
    fireEvent.change(json(), { target: { value: JSON.stringify(body) } });
    expect(screen.getByLabelText('Hours until a decision is due')).toHaveValue('7');
    fireEvent.change(json(), { target: { value: '{ "code": ' } });
    expect(screen.getByRole('group', { name: 'The draft as a form' })).toHaveAttribute('inert');
    expect(screen.getByText('This is not JSON yet. Check quotes, commas and brackets.')).toBeVisible();
  });

  it('names every problem by its path and sends nothing', async () => {
    const user = userEvent.setup();
    open();
    const hours = await screen.findByLabelText('Hours until a decision is due');
    await user.clear(hours);
    await user.type(hours, '0');
    await user.click(screen.getByRole('button', { name: 'Ask for Owners' }));
    await user.click(save());
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Hours until a decision is due: Enter whole hours from 1 to 2160. (dueHours)');
    expect(alert).toHaveTextContent(/Owners are asked for.*\(ownerThresholdPercent\)/);
    expect(alert).toHaveFocus();
  });

  it('offers only what a policy can ask: sides of a type, what stands for a number, texts that exist', async () => {
    open();
    const within_ = (name: string) => within(screen.getAllByRole('group', { name })[0] ?? document.body);
    await screen.findByLabelText('Hours until a decision is due');
    expect(within_('passport').getAllByRole('checkbox')).toHaveLength(1);
    expect(within_('driver licence').getAllByRole('checkbox')).toHaveLength(2);
    expect(screen.getAllByLabelText('May be replaced by')).toHaveLength(1);
    expect(within(screen.getByLabelText('Version of the text')).getAllByRole('option')).toHaveLength(1);
  });

  it('is saved with the version that was read, and says so', async () => {
    const user = userEvent.setup();
    const inputs: unknown[] = [];
    open();
    await user.type(await screen.findByLabelText('Note for the person who publishes'), 'Faster');
    const saved = draftOf({}, { version: 5, note: 'Faster' });
    server.use(
      trpcQuery('policies.draft', saved),
      trpcMutation('policies.saveDraft', (input) => {
        inputs.push(input);
        return saved;
      }),
    );
    await user.click(save());
    expect(await screen.findByText('Saved.')).toBeVisible();
    expect(inputs).toEqual([{ id: draftId, version: 4, body: draftOf().body, note: 'Faster' }]);
    expect(save()).toBeDisabled();
  });

  it('is acted on in the version that was just saved, before the draft is read again', async () => {
    const user = userEvent.setup();
    const inputs: unknown[] = [];
    open(draftOf({ dueHours: 12 }));
    await user.type(await screen.findByLabelText('Note for the person who publishes'), 'Faster');
    const saved = draftOf({ dueHours: 12 }, { version: 5, note: 'Faster' });
    server.use(
      trpcSilence('policies.draft'),
      trpcMutation('policies.saveDraft', saved),
      trpcMutation('policies.propose', (input) => {
        inputs.push(input);
        return saved;
      }),
    );
    await user.click(save());
    await user.click(await screen.findByRole('button', { name: 'Propose' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Propose' }));
    await waitFor(() => expect(inputs).toEqual([{ id: draftId, version: 5 }]));
  });

  it('keeps what was typed when somebody else saved, until the newer draft is asked for', async () => {
    const user = userEvent.setup();
    open();
    const hours = await screen.findByLabelText('Hours until a decision is due');
    await user.type(hours, '0');
    server.use(
      trpcError('policies.saveDraft', { errorCode: 'RECORD_CHANGED', httpStatus: 409 }),
      trpcQuery('policies.draft', draftOf({ dueHours: 9 }, { version: 5 })),
    );
    await user.click(save());
    expect(await screen.findByText('Somebody else saved this draft in the meantime.')).toBeVisible();
    expect(hours).toHaveValue('240');
    await user.click(screen.getByRole('button', { name: 'Read the newer draft' }));
    await waitFor(() => expect(hours).toHaveValue('9'));
  });
});

describe('the next step of a draft', () => {
  const proposed = (over: Partial<DraftView> = {}) =>
    draftOf(
      { dueHours: 12 },
      { state: 'PROPOSED', proposedBy: 'Tomás Ruiz', proposedAt: new Date().toISOString(), ...over },
    );

  it('is to change something, then to propose it', async () => {
    const user = userEvent.setup();
    const { unmount } = open();
    expect(await screen.findByRole('button', { name: 'Propose' })).toBeDisabled();
    unmount();
    open(draftOf({ dueHours: 12 }));
    await user.click(await screen.findByRole('button', { name: 'Propose' }));
    server.use(trpcMutation('policies.propose', proposed({ isOwnWork: true })));
    server.use(trpcQuery('policies.draft', proposed({ isOwnWork: true })));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Propose' }));
    expect(await screen.findByText('You wrote or proposed this. Another person must publish it.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Publish' })).toBeDisabled();
  });

  it('is published by another person, with a fresh proof of identity', async () => {
    const user = userEvent.setup();
    open(proposed());
    expect(await screen.findByRole('region', { name: 'Version 2' })).toBeVisible();
    const details = { factor: 'password' };
    server.use(trpcError('policies.publish', { errorCode: 'STEP_UP_REQUIRED', httpStatus: 403, details }));
    await user.click(screen.getByRole('button', { name: 'Publish' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Publish' }));
    await user.type(await screen.findByLabelText('Your password'), 'correct horse battery');
    const published = proposed({ state: 'PUBLISHED', closedBy: 'Meera Rao', closedAt: new Date().toISOString() });
    server.use(
      trpcMutation('auth.stepUp', { until: new Date().toISOString() }),
      trpcMutation('policies.publish', published),
      trpcQuery('policies.draft', published),
    );
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(
      await screen.findByRole('heading', { level: 1, name: 'US individual, version 3, is published' }),
    ).toBeVisible();
  });

  it('is only to discard it on a stale base, and nothing for who only reads', async () => {
    const { unmount } = open(proposed({ isStale: true }));
    expect(await screen.findByRole('button', { name: 'Publish' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Discard the draft' })).toBeEnabled();
    unmount();
    signInAs(['policy.read'], admin);
    open(draftOf({ dueHours: 12 }));
    expect(await screen.findByRole('list', { name: 'Changes' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Propose|Discard|Save|Replay/ })).not.toBeInTheDocument();
  });
});

describe('a replay', () => {
  const facts = {
    id: '0190a000-0000-7000-8000-0000000000e1',
    state: 'DONE' as const,
    total: 40,
    done: 40,
    changed: 1,
    isCurrent: true,
    requestedBy: 'Meera Rao',
    requestedAt: new Date().toISOString(),
  };
  const item = {
    applicationId: '0190a000-0000-7000-8000-0000000000f1',
    customerNumber: 'CUST0000000018',
    status: 'APPROVED',
    decidedAt: new Date().toISOString(),
    policyVersion: 2,
    kind: 'APPROVAL_OPENS',
    rows: [{ code: 'pan', state: 'missing' }],
  };

  it('says what would change, for whom and by which row', async () => {
    server.use(trpcQuery('policies.replayResult', { replay: facts, items: [item], next: null }));
    open(draftOf({ dueHours: 12 }, { replay: facts }));
    expect(await screen.findByText('One outcome would change, of 40 decided applications.')).toBeVisible();
    const table = screen.getByRole('table', { name: 'Outcomes that would change' });
    expect(within(table).getByText('PAN: not given')).toBeVisible();
    expect(within(table).getByRole('link')).toHaveAttribute('href', `/review/${item.applicationId}`);
  });

  it('shows how far it is, and that it is of an earlier wording', async () => {
    const running = { ...facts, state: 'RUNNING' as const, done: 10, isCurrent: false };
    server.use(trpcQuery('policies.replayResult', { replay: running, items: [], next: null }));
    open(draftOf({}, { replay: running }));
    expect(await screen.findByText('10 of 40 applications')).toBeVisible();
    expect(screen.getByText('This replay is of an earlier wording of the draft.')).toBeVisible();
  });

  it('turns pages', async () => {
    const user = userEvent.setup();
    server.use(
      trpcQuery('policies.replayResult', (input) => {
        const isFirst = typeof input === 'object' && input !== null && !('cursor' in input);
        const rows = [{ code: isFirst ? 'pan' : 'ssn', state: 'missing' }];
        return { replay: facts, items: [{ ...item, rows }], next: isFirst ? item.applicationId : null };
      }),
    );
    open(draftOf({}, { replay: facts }));
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    expect(await screen.findByText('Social Security number: not given')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Previous' }));
    expect(await screen.findByText('PAN: not given')).toBeVisible();
  });
});
