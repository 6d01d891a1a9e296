import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { formContent, overview, rows } from '../../testing-overview.ts';
import { renderWithApi, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { IdentityScreen } from './identity-screen.tsx';

const standing = trpcQuery(
  'application.overview',
  overview({ rows: rows({ identity: { state: 'missing' } }), nextAction: 'identity' }),
);
const content = (identity: Record<string, string> = {}) =>
  trpcQuery('requirements.form', formContent({ identity: { fields: identity, masked: {} } }));

describe('the name and birth date', () => {
  it('are saved as a draft a moment after they are typed, once', async () => {
    const drafts: unknown[] = [];
    const save = trpcMutation('requirements.saveDraft', (input) => {
      drafts.push(input);
      return { savedAt: '2026-11-20T09:00:00Z' };
    });
    await renderWithApi(<IdentityScreen />, [standing, content(), save]);
    await userEvent.type(await screen.findByLabelText('First name'), 'Asha');
    await userEvent.type(screen.getByLabelText('Day'), '7');
    expect(await screen.findByText('Saved', undefined, { timeout: 2_000 })).toBeVisible();
    expect(drafts).toEqual([{ code: 'identity', fields: { firstName: 'Asha', lastName: '', dateOfBirth: '--7' } }]);
  });

  it('are not called saved while newer ones wait, which are sent when the tab is left', async () => {
    const drafts: unknown[] = [];
    const save = trpcMutation('requirements.saveDraft', (input) => {
      drafts.push(input);
      return { savedAt: '2026-11-20T09:00:00Z' };
    });
    await renderWithApi(<IdentityScreen />, [standing, content(), save]);
    await userEvent.type(await screen.findByLabelText('First name'), 'Asha');
    expect(await screen.findByText('Saved', undefined, { timeout: 2_000 })).toBeVisible();
    await userEvent.type(screen.getByLabelText('Day'), '7');
    expect(screen.queryByText('Saved')).not.toBeInTheDocument();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    fireEvent(document, new Event('visibilitychange'));
    await waitFor(() => expect(drafts.at(-1)).toMatchObject({ fields: { dateOfBirth: '--7' } }), { timeout: 400 });
    vi.restoreAllMocks();
  });

  it('come back after a refresh, half a date included', async () => {
    await renderWithApi(<IdentityScreen />, [standing, content({ firstName: 'Asha', dateOfBirth: '1990-3-' })]);
    expect(await screen.findByLabelText('First name')).toHaveValue('Asha');
    expect(screen.getByLabelText('Year')).toHaveValue('1990');
    expect(screen.getByLabelText('Month')).toHaveValue('3');
  });

  it('are sent at once when the page is left', async () => {
    const drafts: unknown[] = [];
    const save = trpcMutation('requirements.saveDraft', (input) => {
      drafts.push(input);
      return { savedAt: '2026-11-20T09:00:00Z' };
    });
    const { unmount } = await renderWithApi(<IdentityScreen />, [standing, content(), save]);
    await userEvent.type(await screen.findByLabelText('Last name'), 'V');
    unmount();
    await waitFor(() => expect(drafts).toHaveLength(1));
  });

  it('lead on once they are saved', async () => {
    const known = content({ firstName: 'Asha', lastName: 'Verma', dateOfBirth: '1990-03-27' });
    const { router } = await renderWithApi(<IdentityScreen />, [standing, known, trpcMutation('requirements.put', {})]);
    await userEvent.click(await screen.findByRole('button', { name: 'Save and continue' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/continue'));
  });

  it('stay when the server refuses one of them', async () => {
    const known = content({ firstName: 'Asha', lastName: 'Verma', dateOfBirth: '1990-03-27' });
    const fieldErrors = { lastName: [{ code: 'NAME_FORMAT', message: 'Name' }] };
    await renderWithApi(<IdentityScreen />, [
      standing,
      known,
      trpcError('requirements.put', { errorCode: 'INVALID_INPUT', fieldErrors }),
    ]);
    await userEvent.click(await screen.findByRole('button', { name: 'Save and continue' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('as it stands on your photo id');
    expect(screen.getByLabelText('Last name')).toHaveValue('Verma');
  });

  it('are refused before sending when the person is a child', async () => {
    const year = new Date().getFullYear() - 10;
    await renderWithApi(<IdentityScreen />, [
      standing,
      content({ firstName: 'A', lastName: 'V', dateOfBirth: `${year}-01-01` }),
    ]);
    await userEvent.click(await screen.findByRole('button', { name: 'Save and continue' }));
    expect(screen.getByRole('alert')).toHaveTextContent('18 or older');
  });
});
