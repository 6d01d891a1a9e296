import type { PersonView } from '@ostiary/domain/access';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { branch, peopleAnswers, person, priya } from './people-fixture.ts';

const administers = ['self.manage', 'staff.read', 'staff.manage', 'roles.assign'];
const show = (view: PersonView | (() => PersonView)) =>
  renderApp(`/people/${person.id}`, [trpcQuery('people.get', view), ...peopleAnswers]);

beforeEach(() => signInAs(administers, priya));
afterEach(() => endSession('signed-out'));

async function openDialog(button: string | RegExp) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: button }));
  return { user, dialog: within(await screen.findByRole('dialog')) };
}

describe('a person', () => {
  it('is shown with who gave each role, when and why', async () => {
    show(person);
    const roles = within(await screen.findByRole('list', { name: 'Roles' }));
    expect(roles.getByText('Reviewer')).toBeVisible();
    expect(roles.getByText(/Given by Priya Nair.*Joined the desk/)).toBeVisible();
    expect(await screen.findByText(/Not to be had beside the present roles.*Auditor/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Sign-ins of this person' })).toHaveAttribute(
      'href',
      '/sign-ins?search=meera',
    );
  });

  it('loses a role once a reason is given', async () => {
    const sent: unknown[] = [];
    show(person);
    server.use(
      trpcMutation('people.revokeRole', (input) => {
        sent.push(input);
        return { ...person, roles: [], roleList: [] };
      }),
    );
    const { user, dialog } = await openDialog('Take away: Reviewer');
    expect(dialog.getByText(/their only role/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Take away' }));
    expect(dialog.getByText('Say why, in three letters or more.')).toBeVisible();
    await user.type(dialog.getByLabelText(/^Why/), 'Left the desk');
    await user.click(dialog.getByRole('button', { name: 'Take away' }));
    await waitFor(() => expect(sent).toEqual([{ id: person.id, role: 'KYC_REVIEWER', why: 'Left the desk' }]));
  });

  it('is blocked knowing what that ends, and the reason outlives a refusal', async () => {
    show(person);
    server.use(trpcError('people.block', { errorCode: 'LAST_ADMINISTRATOR', httpStatus: 409 }));
    const { user, dialog } = await openDialog('Block…');
    expect(dialog.getByText(/1 session ends; 2 cases return to the queue/)).toBeVisible();
    await user.type(dialog.getByLabelText(/^Why/), 'Lost the badge');
    await user.click(dialog.getByRole('button', { name: 'Block' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent('This is the last administrator.');
    expect(dialog.getByLabelText(/^Why/)).toHaveValue('Lost the badge');
  });

  it('keeps what was chosen when a colleague was faster, and answers to the newest state then', async () => {
    const sent: unknown[] = [];
    let version = 3;
    show(() => ({ ...person, version }));
    server.use(trpcError('people.setBranch', { errorCode: 'RECORD_CHANGED', httpStatus: 409 }));
    const { user, dialog } = await openDialog('Change the branch');
    await user.selectOptions(dialog.getByLabelText('Branch'), branch.id);
    await user.type(dialog.getByLabelText(/^Why/), 'Moved house');
    version = 4;
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent('What you typed is still here');
    expect(dialog.getByLabelText('Branch')).toHaveValue(branch.id);
    server.use(
      trpcMutation('people.setBranch', (input) => {
        sent.push(input);
        return person;
      }),
    );
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toMatchObject([{ version: 4, branchId: branch.id, why: 'Moved house' }]));
  });

  it('is asked for more at the door', async () => {
    const sent: unknown[] = [];
    show(person);
    server.use(
      trpcMutation('people.setSecurity', (input) => {
        sent.push(input);
        return person;
      }),
    );
    const { user, dialog } = await openDialog('Change what is asked');
    await user.click(dialog.getByLabelText('Require a second factor'));
    await user.type(dialog.getByLabelText(/^Longest session/), '30');
    await user.type(dialog.getByLabelText(/^Why/), 'Works from home');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(dialog.getByText(/whole hours from 1 to 24/)).toBeVisible();
    await user.clear(dialog.getByLabelText(/^Longest session/));
    await user.type(dialog.getByLabelText(/^Longest session/), '8');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    const security = { requiresSecondFactor: true, sessionHours: 8, portals: ['staff'] };
    await waitFor(() => expect(sent).toEqual([{ id: person.id, version: 3, ...security, why: 'Works from home' }]));
  });

  it('loses a second factor that was lost, once a reason is given', async () => {
    const sent: unknown[] = [];
    show(person);
    server.use(trpcMutation('people.removeSecondFactor', (input) => (sent.push(input), { ok: true })));
    const { user, dialog } = await openDialog('Remove the second factor');
    expect(dialog.getByText(/Every session ends/)).toBeVisible();
    await user.type(dialog.getByLabelText(/^Why/), 'Lost the phone');
    await user.click(dialog.getByRole('button', { name: 'Remove it' }));
    await waitFor(() => expect(sent).toEqual([{ id: person.id, why: 'Lost the phone' }]));
  });

  it('is signed out everywhere, once a reason is given', async () => {
    const sent: unknown[] = [];
    show(person);
    server.use(trpcMutation('people.endSessions', (input) => (sent.push(input), { ended: 1 })));
    const { user, dialog } = await openDialog('End all sessions');
    expect(dialog.getByText(/1 session ends at once/)).toBeVisible();
    await user.click(dialog.getByLabelText(/^Why/));
    await user.paste('Left a screen open');
    await user.click(dialog.getByRole('button', { name: 'End all sessions' }));
    await waitFor(() => expect(sent).toEqual([{ id: person.id, why: 'Left a screen open' }]));
  });

  it('is given no role and moved to no branch while these could not be read, which is said and tried again', async () => {
    const failed = trpcError('people.choices', { errorCode: 'UNAVAILABLE', httpStatus: 503 });
    renderApp(`/people/${person.id}`, [failed, trpcQuery('people.get', person), ...peopleAnswers]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
    const { user, dialog } = await openDialog('Change the branch');
    expect(await dialog.findByRole('button', { name: 'Try again' })).toBeVisible();
    expect(dialog.queryByLabelText('Branch')).not.toBeInTheDocument();
    await user.type(dialog.getByLabelText(/^Why/), 'Moved house');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    server.use(...peopleAnswers);
    await user.click(dialog.getByRole('button', { name: 'Try again' }));
    expect(await dialog.findByLabelText('Branch')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('button', { name: 'Give a role' })).toBeVisible();
  });

  it('does not change their own access', async () => {
    show({ ...person, isSelf: true });
    expect(await screen.findByText(/This is you/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Block|Give|Take|Change|End/ })).not.toBeInTheDocument();
  });

  it('is only read by an auditor, with a way to their trail', async () => {
    signInAs(['self.manage', 'staff.read', 'audit.read'], priya);
    show(person);
    expect(await screen.findByText('Your role looks and changes nothing here.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Everything this person did' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Block|Give|Take|Change|End/ })).not.toBeInTheDocument();
  });
});
