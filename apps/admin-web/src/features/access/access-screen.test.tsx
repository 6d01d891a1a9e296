import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setPerson } from '../../lib/person.ts';
import { endSession } from '../../lib/session.ts';
import { renderApp, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';

const priya = { id: '0190a000-0000-7000-8000-000000000002', name: 'Priya Nair' };
const on = { isOn: true, isFixed: false, off: null };
const off = {
  isOn: false,
  isFixed: false,
  off: { by: 'Priya Nair', at: '2026-11-20T10:00:00.000Z', why: 'Audit week (fictional)' },
};
const features = {
  roles: [
    { role: 'AUDITOR', description: '', people: 1, features: [{ feature: 'reports', ...off }] },
    {
      role: 'BANK_ADMIN',
      description: '',
      people: 2,
      features: [
        { feature: 'reports', ...on },
        { feature: 'features', ...on, isFixed: true },
      ],
    },
  ],
  changes: [
    {
      id: '0190a000-0000-7000-8000-0000000000f1',
      role: 'AUDITOR',
      feature: 'audit',
      isOn: true,
      by: 'Noor Aziz',
      at: '2026-11-19T10:00:00.000Z',
      why: 'Figures are right again (fictional)',
      isAsRecorded: false,
    },
  ],
};
const choices = {
  roles: [{ role: 'AUDITOR', description: '', permissions: ['audit.read'], isDeciding: false, isAuditing: true }],
  branches: [],
  onlyBranch: null,
};
const answers = [trpcQuery('features.list', features), trpcQuery('people.choices', choices)];

beforeEach(() => signInAs(['self.manage', 'staff.read', 'features.manage'], priya));
afterEach(() => endSession('signed-out'));

describe('the parts of the desk', () => {
  it('are switched per role with a reason, and what must stay on does', async () => {
    const sent: unknown[] = [];
    const set = trpcMutation('features.set', (input) => {
      sent.push(input);
      return features;
    });
    const user = userEvent.setup();
    renderApp('/access', [...answers, set]);
    expect(await screen.findByRole('heading', { name: '1 part of the desk is switched off' })).toBeVisible();
    expect(screen.getByText(/By Priya Nair.*Audit week/)).toBeVisible();
    expect(screen.getByText(/Noor Aziz switched on Audit log for Auditor/)).toHaveTextContent(
      /Figures are right again.*not the words that were recorded/,
    );
    expect(screen.getByRole('switch', { name: 'Parts of the desk for Administrator' })).toBeDisabled();
    await user.click(screen.getByRole('switch', { name: 'Reports for Administrator' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Switch off Reports for Administrator?' }));
    expect(dialog.getByText(/closes for 2 people/)).toBeVisible();
    await user.type(dialog.getByLabelText(/^Why/), 'Figures are being mended');
    await user.click(dialog.getByRole('button', { name: 'Switch off' }));
    const input = { role: 'BANK_ADMIN', feature: 'reports', enabled: false, why: 'Figures are being mended' };
    await waitFor(() => expect(sent).toEqual([input]));
  });

  it('are only read by an auditor, with what each role may do', async () => {
    signInAs(['self.manage', 'staff.read'], priya);
    renderApp('/access', answers);
    expect(await screen.findByText('Your role looks and changes nothing here.')).toBeVisible();
    expect(screen.queryByRole('switch')).not.toBeInTheDocument();
    const permissions = within(await screen.findByRole('list', { name: 'Permissions: Auditor' }));
    expect(permissions.getByText('Read the audit log')).toBeVisible();
  });

  it('offer to try again when they could not be read', async () => {
    const failed = trpcError('features.list', { errorCode: 'UNAVAILABLE', httpStatus: 503 });
    renderApp('/access', [failed, ...answers]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('disappear while somebody works, with a screen that says so', async () => {
    renderApp('/access', answers);
    expect(await screen.findByRole('heading', { name: '1 part of the desk is switched off' })).toBeVisible();
    setPerson({ id: priya.id, displayName: priya.name, permissions: ['self.manage'] });
    expect(await screen.findByRole('heading', { name: 'This part of the desk is closed to you now' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'People' })).not.toBeInTheDocument();
  });

  it('are asked for anew once the server says that one is switched off', async () => {
    const user = { id: priya.id, displayName: priya.name, username: 'priya', permissions: ['self.manage'] };
    const renewed = trpcMutation('auth.refresh', {
      access: 'access-2',
      accessExpiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      user,
    });
    const refused = trpcError('features.list', { errorCode: 'FEATURE_OFF', httpStatus: 403 });
    renderApp('/access', [refused, ...answers, renewed]);
    expect(await screen.findByRole('heading', { name: 'This part of the desk is closed to you now' })).toBeVisible();
  });
});
