import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { signInAs, trpcMutation } from '../../testing.tsx';
import { actionNames, defaultKeys } from './actions.ts';
import { aCase, caseId, minutes, permissions, reviewer } from './case-fixture.ts';
import { openCase, row } from './case-harness.tsx';

beforeEach(() => {
  signInAs(permissions, reviewer);
  URL.createObjectURL = () => 'blob:test';
  URL.revokeObjectURL = () => undefined;
});
afterEach(() => endSession('signed-out'));

describe('the keys of the desk', () => {
  it('are each for one action', () => {
    const keys = actionNames.map((name) => defaultKeys[name]).filter(Boolean);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => /^\d$/.test(key))).toEqual([]);
  });

  it('decide a whole case: accept, look closer, approve, undo', async () => {
    const sent: unknown[] = [];
    const record = (path: string) =>
      trpcMutation(path, (input) => {
        sent.push([path, input]);
        return { id: caseId, status: 'IN_REVIEW', version: 10, heldUntil: minutes(1 / 6) };
      });
    const desk = await openCase(aCase(), [record('review.approve')]);
    await desk.user.keyboard('aaa');
    await waitFor(() => expect(screen.getByRole('button', { name: /^Approve/ })).toBeEnabled());
    await desk.user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(desk.sent).toHaveLength(3);
  });

  it('say where the reviewer is', async () => {
    const { user } = await openCase();
    await user.keyboard('j');
    expect(await screen.findByText('Photo id, to judge')).toBeInTheDocument();
  });

  it('can be changed, and keep one meaning each', async () => {
    const { user, sent } = await openCase();
    await user.keyboard('?');
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Change the key of “Accept the requirement”, now a' }));
    await user.keyboard('x');
    expect(dialog.getByText(/That key is taken: Reject the application/)).toBeVisible();
    await user.keyboard('1');
    expect(dialog.getByText(/digits are the reasons/)).toBeVisible();
    await user.keyboard('b');
    expect(dialog.getByRole('button', { name: 'Change the key of “Accept the requirement”, now b' })).toBeVisible();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await user.keyboard('a');
    expect(sent).toEqual([]);
    await user.keyboard('b');
    await waitFor(() => expect(sent).toMatchObject([{ requirement: 'identity', verdict: 'accept' }]));
  });
});

describe('the command palette', () => {
  it('finds an action by its words, shows its key and does it', async () => {
    const { user } = await openCase();
    await user.keyboard('{Control>}k{/Control}');
    const field = await screen.findByRole('combobox', { name: 'Find an action' });
    expect(field).toHaveFocus();
    await user.type(field, 'next requir');
    const option = screen.getByRole('option', { name: /^Next requirement/ });
    expect(option).toHaveAttribute('aria-selected', 'true');
    expect(field).toHaveAttribute('aria-activedescendant', option.id);
    expect(option).toHaveTextContent('j');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(row(/^Photo id/)).toHaveAttribute('aria-current', 'true'));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('opens while somebody writes a note, and does nothing that cannot be done', async () => {
    const { user, sent } = await openCase();
    await user.type(screen.getByLabelText('Write to colleagues'), 'see ');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: 'Find an action' }), 'approve the');
    const option = screen.getByRole('option', { name: /^Approve the application/ });
    expect(option).toHaveAttribute('aria-disabled', 'true');
    await user.keyboard('{Enter}');
    expect(screen.getByRole('dialog')).toBeVisible();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await waitFor(() => expect(screen.getByLabelText('Write to colleagues')).toHaveFocus());
    expect(sent).toEqual([]);
  });

  it('walks with the arrows, round the end', async () => {
    const { user } = await openCase();
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('combobox', { name: 'Find an action' });
    const options = screen.getAllByRole('option');
    await user.keyboard('{ArrowUp}');
    expect(options.at(-1)).toHaveAttribute('aria-selected', 'true');
    await user.keyboard('{ArrowDown}');
    expect(options[0]).toHaveAttribute('aria-selected', 'true');
  });
});

describe('two documents side by side', () => {
  it('opens a second, and the keys act on the one in hand', async () => {
    const { user } = await openCase();
    await user.keyboard('s');
    const left = await screen.findByRole('group', { name: /^Left: / });
    const right = screen.getByRole('group', { name: /^Right: / });
    expect(await within(left).findByRole('img')).toHaveAccessibleName(/Passport/);
    expect(await within(right).findByRole('img')).toHaveAccessibleName(/Utility bill/);
    await user.keyboard('o');
    expect(within(right).getByRole('img')).toHaveStyle({ transform: 'translate(-50%, -50%) rotate(90deg)' });
    await user.keyboard('wo');
    expect(within(left).getByRole('img')).toHaveStyle({ transform: 'translate(-50%, -50%) rotate(90deg)' });
    expect(within(right).getByRole('img')).toHaveStyle({ transform: 'translate(-50%, -50%) rotate(90deg)' });
    await user.keyboard('s');
    expect(screen.queryByRole('group', { name: /^Right: / })).not.toBeInTheDocument();
  });
});
