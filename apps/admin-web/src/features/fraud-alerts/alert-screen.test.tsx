import type { AlertView } from '@ostiary/domain/fraud-alerts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { adminPerson, alertId, alertView, barAnswers, pageOf } from './alerts-fixture.ts';

const address = `/fraud-alerts/${alertId}`;
const owned: AlertView = { ...alertView, status: 'IN_PROGRESS', owner: adminPerson, isMine: true, version: 4 };
const resolvedAt = '2026-11-20T11:00:00.000Z';
const resolved: AlertView = {
  ...owned,
  status: 'RESOLVED',
  resolution: 'FALSE_POSITIVE',
  resolvedBy: 'Priya Nair',
  resolvedAt,
};
const list = trpcQuery('fraudAlerts.list', pageOf([]));
const show = (view: AlertView) => renderApp(address, [trpcQuery('fraudAlerts.get', view), list, ...barAnswers]);

beforeEach(() => signInAs(['self.manage', 'review.read', 'fraud.read', 'fraud.resolve'], adminPerson));
afterEach(() => endSession('signed-out'));

async function openDialog(note: string) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Resolve…' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByLabelText(/^It is not fraud/));
  await user.type(dialog.getByLabelText(/^Why/), note);
  return { user, dialog };
}

describe('a fraud alert', () => {
  it('says what the rules noticed, whose it is, and leads to the case', async () => {
    show({ ...alertView, notes: [{ author: 'Meera Rao', at: resolvedAt, body: 'Asked the branch' }] });
    expect(await screen.findByRole('heading', { level: 1, name: 'Identity number given twice' })).toBeVisible();
    const signals = within(screen.getByRole('list', { name: 'What the rules noticed' }));
    expect(signals.getByText('Another customer gave the same number')).toBeVisible();
    expect(signals.getByText('40 points')).toBeVisible();
    expect(screen.getByText('High')).toBeVisible();
    expect(screen.getByText('Asked the branch')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open the case' })).toHaveAttribute(
      'href',
      `/review/${alertView.applicationId}`,
    );
  });

  it('is taken on, noted and resolved', async () => {
    const sent: unknown[] = [];
    const answer = (name: string, view: AlertView) =>
      trpcMutation(`fraudAlerts.${name}`, (input) => {
        sent.push(input);
        return view;
      });
    show(alertView);
    const noted = { ...owned, version: 5, notes: [{ author: 'Priya Nair', at: resolvedAt, body: 'Twins, fictional' }] };
    server.use(answer('own', owned), answer('addNote', noted), answer('resolve', { ...resolved, version: 6 }));
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Take it on' }));
    expect(await screen.findByRole('heading', { name: 'You look into this' })).toBeVisible();
    await user.type(screen.getByLabelText('New note'), 'Twins, fictional');
    await user.click(screen.getByRole('button', { name: 'Add the note' }));
    expect(await screen.findByText('Twins, fictional', { selector: 'p' })).toBeVisible();
    expect(screen.getByLabelText('New note')).toHaveValue('');
    const { dialog } = await openDialog('They are twins, fictional');
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(await screen.findByText(/^Resolved by Priya Nair/)).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(screen.queryByLabelText('New note')).not.toBeInTheDocument();
    expect(sent).toEqual([
      { alertId, version: 3 },
      { alertId, body: 'Twins, fictional' },
      { alertId, version: 5, resolution: 'FALSE_POSITIVE', note: 'They are twins, fictional' },
    ]);
  });

  it('is given back', async () => {
    show(owned);
    server.use(trpcMutation('fraudAlerts.release', { ...alertView, version: 5 }));
    await userEvent.click(await screen.findByRole('button', { name: 'Give it back' }));
    expect(await screen.findByRole('heading', { name: 'Nobody looks into this yet' })).toBeVisible();
  });

  it('of a colleague can be taken over, not resolved', async () => {
    show({ ...owned, isMine: false, owner: { ...adminPerson, name: 'Meera Rao' } });
    expect(await screen.findByRole('heading', { name: 'Meera Rao looks into this' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Take it over' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Resolve…' })).not.toBeInTheDocument();
  });

  it('is only read by who may not resolve', async () => {
    signInAs(['self.manage', 'review.read', 'fraud.read'], adminPerson);
    show(alertView);
    expect(await screen.findByText('Another customer gave the same number')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Take|Resolve|note/ })).not.toBeInTheDocument();
    expect(screen.queryByLabelText('New note')).not.toBeInTheDocument();
  });

  it('that could not be read offers to try again', async () => {
    renderApp(address, [trpcError('fraudAlerts.get', { errorCode: 'UNAVAILABLE', httpStatus: 503 }), ...barAnswers]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

describe('resolving a fraud alert', () => {
  it('asks for a finding and ten characters', async () => {
    show(owned);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Resolve…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText(/^Why/), 'too few ');
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(dialog.getByText('Choose what you found.')).toBeVisible();
    expect(dialog.getByText('Write at least 10 characters.')).toBeVisible();
  });

  it('keeps what was typed when it fails, and when the dialog is closed', async () => {
    show(owned);
    server.use(trpcError('fraudAlerts.resolve', { errorCode: 'UNAVAILABLE', httpStatus: 503 }));
    const { user, dialog } = await openDialog('They are twins, fictional');
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(await dialog.findByRole('alert')).toBeVisible();
    expect(dialog.getByLabelText(/^Why/)).toHaveValue('They are twins, fictional');
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    await user.click(screen.getByRole('button', { name: 'Resolve…' }));
    expect(await screen.findByLabelText(/^Why/)).toHaveValue('They are twins, fictional');
  });

  it('of an alert that changed meanwhile says so, and then resolves what is shown now', async () => {
    const sent: { version: number }[] = [];
    let version = 4;
    const get = trpcQuery('fraudAlerts.get', () => ({ ...owned, version }));
    renderApp(address, [get, list, ...barAnswers]);
    server.use(trpcError('fraudAlerts.resolve', { errorCode: 'RECORD_CHANGED', httpStatus: 409 }));
    const { user, dialog } = await openDialog('They are twins, fictional');
    version = 7;
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(await dialog.findByText(/has changed since you opened it/)).toBeVisible();
    server.use(
      trpcMutation('fraudAlerts.resolve', (input) => {
        sent.push(input as { version: number });
        return resolved;
      }),
    );
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(await screen.findByText(/^Resolved by Priya Nair/)).toBeVisible();
    expect(sent).toMatchObject([{ version: 7 }]);
  });

  it('after a colleague says who did it, and loses nothing that was typed', async () => {
    let view = owned;
    renderApp(address, [trpcQuery('fraudAlerts.get', () => view), list, ...barAnswers]);
    const details = { status: 'RESOLVED', decidedBy: 'Meera Rao', decidedAt: resolvedAt };
    server.use(trpcError('fraudAlerts.resolve', { errorCode: 'ALREADY_REVIEWED', httpStatus: 409, details }));
    const { user, dialog } = await openDialog('They are twins, fictional');
    view = { ...resolved, resolvedBy: 'Meera Rao' };
    await user.click(dialog.getByRole('button', { name: 'Resolve' }));
    expect(await dialog.findByText(/^Meera Rao has resolved this alert already/)).toBeVisible();
    expect(dialog.getByLabelText(/^Why/)).toHaveValue('They are twins, fictional');
  });
});
