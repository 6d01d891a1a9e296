import type { SavedViewItem } from '@ostiary/domain/review';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { permissions, reviewer } from './case-fixture.ts';
import { around, asha, aView, page, viewId } from './queue-fixture.ts';

beforeEach(() => signInAs(permissions, reviewer));
afterEach(() => endSession('signed-out'));

const own = aView();
const shared = aView({ id: own.id.replace(/70$/, '71'), name: 'India', owner: { name: 'Tomás Ruiz', isMe: false } });
const inView = `/review?tab=all&risk=HIGH&due=late&sort=risk&view=${viewId}`;

function openQueue(path: string, views: readonly SavedViewItem[] = [own, shared]) {
  const saved: unknown[] = [];
  const save = trpcMutation('views.save', (input) => {
    saved.push(input);
    return own;
  });
  const remove = trpcMutation('views.remove', (input) => {
    saved.push(input);
    return null;
  });
  const { router } = renderApp(path, [...around(views), trpcQuery('review.queue', page([asha])), save, remove]);
  const user = userEvent.setup();
  const choose = async (item: string) => {
    await user.click(await screen.findByRole('button', { name: /^Saved views/ }));
    await user.click(await screen.findByRole('menuitem', { name: item }));
  };
  return { saved, user, choose, search: () => router.state.location.search };
}
const menu = (name: string) => screen.findByRole('button', { name: `Saved views: ${name}` });

describe('the saved views', () => {
  it('open with everything they keep, and are named', async () => {
    const { choose, search } = openQueue('/review?search=asha');
    await menu('No saved view');
    await choose('Late and risky');
    await waitFor(() =>
      expect(search()).toEqual({ tab: 'all', risk: 'HIGH', due: 'late', sort: 'risk', view: viewId }),
    );
    expect(await menu('Late and risky')).toBeVisible();
  });

  it('name the colleague who shares one, and leave it to them', async () => {
    const { choose, user } = openQueue('/review');
    await menu('No saved view');
    await choose('India, Tomás Ruiz');
    await user.click(await menu('India'));
    await screen.findByRole('menuitem', { name: 'Save as a new view' });
    expect(screen.getByRole('menu').querySelector('[tabindex]:not([role="menuitem"])')).toBeNull();
    expect(screen.queryByRole('menuitem', { name: /Rename|Remove|Share/ })).not.toBeInTheDocument();
  });

  it('mark what was changed since, save it or go back', async () => {
    const { choose, saved, user, search } = openQueue(inView);
    await menu('Late and risky');
    await user.selectOptions(screen.getByLabelText('Risk'), 'Medium risk');
    expect(await menu('Late and risky (changed)')).toBeVisible();
    await choose('Save changes to “Late and risky”');
    const query = { tab: 'all', risk: 'MEDIUM', due: 'late', sort: 'risk' };
    await waitFor(() => expect(saved).toEqual([{ id: viewId, name: 'Late and risky', isShared: false, query }]));
    await choose('Go back to “Late and risky”');
    await waitFor(() => expect(search()).toMatchObject({ risk: 'HIGH' }));
    expect(await menu('Late and risky')).toBeVisible();
  });

  it('are made of what is asked now, without the search', async () => {
    const { choose, saved, user, search } = openQueue('/review?tab=all&risk=HIGH&search=asha&columns=["due"]');
    await choose('Save as a new view');
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    expect(screen.getByText('Give the view a name.')).toBeVisible();
    await user.type(screen.getByLabelText('Name of the view'), 'High risk');
    await user.click(screen.getByRole('switch', { name: /Share with/ }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const query = { tab: 'all', risk: 'HIGH', sort: 'due', columns: ['due'] };
    await waitFor(() => expect(saved).toEqual([{ name: 'High risk', isShared: true, query }]));
    await waitFor(() => expect(search()).toMatchObject({ view: viewId, search: 'asha' }));
  });

  it('are renamed, shared and removed by their owner', async () => {
    const { choose, saved, user, search } = openQueue(inView);
    const { query } = own;
    await menu('Late and risky');
    await choose('Rename “Late and risky”');
    await user.type(await screen.findByLabelText('Name of the view'), ' ones');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(saved).toEqual([{ id: viewId, name: 'Late and risky ones', isShared: false, query }]));
    await choose('Share “Late and risky”');
    await waitFor(() => expect(saved[1]).toMatchObject({ isShared: true }));
    await choose('Remove “Late and risky”');
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(saved[2]).toEqual({ id: viewId }));
    await waitFor(() => expect(search()).not.toHaveProperty('view'));
  });

  it('say why one could not be saved and keep what was typed', async () => {
    const { choose, user } = openQueue('/review');
    server.use(trpcError('views.save', { errorCode: 'UNAVAILABLE', httpStatus: 503 }));
    await choose('Save as a new view');
    await user.type(await screen.findByLabelText('Name of the view'), 'High risk');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('not available');
    expect(screen.getByLabelText('Name of the view')).toHaveValue('High risk');
  });
});
