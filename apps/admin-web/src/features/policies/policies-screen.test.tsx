import { comparePolicies } from '@ostiary/domain/policy';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http } from 'msw';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../../lib/session.ts';
import { renderApp, server, signInAs, trpcError, trpcMutation, trpcQuery } from '../../testing.tsx';
import { admin, draftId, draftOf, FIRST, pageOf, SECOND } from './policies-fixture.ts';

const family = {
  code: 'us-individual',
  title: 'US individual',
  country: 'US',
  applicantKind: 'individual',
  versions: [pageOf(SECOND).facts, pageOf(FIRST).facts],
  draft: null,
};

beforeEach(() => signInAs(['self.manage', 'policy.read', 'policy.publish'], admin));
afterEach(() => endSession('signed-out'));

describe('the list of policies', () => {
  it('shows every version with who made it and what stands on it', async () => {
    renderApp('/policies', [trpcQuery('policies.list', { items: [family] })]);
    const table = await screen.findByRole('table', { name: 'Versions of US individual' });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    expect(within(table).getByRole('link', { name: 'Version 2' })).toHaveAttribute('href', '/policies/us-individual/2');
    expect(within(table).getAllByText('12')).toHaveLength(2);
    expect(screen.getByRole('link', { name: 'Policies' })).toBeVisible();
  });

  it('says what will be there, and can be asked again after a failure', async () => {
    const user = userEvent.setup();
    renderApp('/policies', [trpcError('policies.list', { errorCode: 'UNAVAILABLE', httpStatus: 500 })]);
    const again = await screen.findByRole('button', { name: 'Try again' });
    server.use(trpcQuery('policies.list', { items: [] }));
    await user.click(again);
    expect(await screen.findByText('There is no policy yet')).toBeVisible();
  });

  it('says that it loads', async () => {
    renderApp('/policies', [http.get('*/trpc/policies.list', () => new Promise<never>(() => undefined))]);
    expect(await screen.findByRole('status')).toHaveTextContent('Loading');
  });

  it('starts a draft and leads to it', async () => {
    const user = userEvent.setup();
    const inputs: unknown[] = [];
    renderApp('/policies', [
      trpcQuery('policies.list', { items: [family] }),
      trpcQuery('policies.draft', draftOf()),
      trpcMutation('policies.startDraft', (input) => {
        inputs.push(input);
        return draftOf();
      }),
    ]);
    await user.click(await screen.findByRole('button', { name: 'Start a draft from version 2' }));
    expect(await screen.findByRole('heading', { level: 1, name: /^Draft of US individual, version 3/ })).toBeVisible();
    expect(inputs).toEqual([{ code: 'us-individual', version: 2 }]);
  });

  it('leads to the draft that is open, and offers none to who may not publish', async () => {
    const open = { id: draftId, state: 'DRAFT', editedBy: null, editedAt: new Date().toISOString() };
    const { unmount } = renderApp('/policies', [trpcQuery('policies.list', { items: [{ ...family, draft: open }] })]);
    expect(await screen.findByRole('link', { name: 'Go to the open draft' })).toHaveAttribute(
      'href',
      `/policy-drafts/${draftId}`,
    );
    unmount();
    signInAs(['policy.read'], admin);
    renderApp('/policies', [trpcQuery('policies.list', { items: [family] })]);
    await screen.findByRole('table');
    expect(screen.queryByRole('button', { name: /Start a draft/ })).not.toBeInTheDocument();
  });
});

describe('a version', () => {
  it('reads in words, row by row', async () => {
    renderApp('/policies/us-individual/2', [trpcQuery('policies.get', pageOf(SECOND))]);
    const rows = await screen.findByRole('list', { name: 'What US individual, version 2 asks for' });
    expect(within(rows).getAllByRole('listitem').length).toBe(SECOND.requirements.length);
    expect(within(rows).getByText('92 days')).toBeVisible();
    expect(screen.getByText(/12 applications stand on it/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Compare with version 1' })).toHaveAttribute(
      'href',
      '/policies/us-individual/compare?from=1&to=2',
    );
  });
});

describe('two versions side by side', () => {
  it('mark what differs, in words and at its place', async () => {
    const changes = comparePolicies(FIRST, SECOND);
    renderApp('/policies/us-individual/compare?from=1&to=2', [
      trpcQuery('policies.compare', { from: pageOf(FIRST), to: pageOf(SECOND), changes }),
    ]);
    expect(await screen.findByRole('heading', { level: 1, name: 'US individual: 4 differences' })).toBeVisible();
    const list = screen.getByRole('list', { name: 'Changes' });
    expect(list).toHaveTextContent('Proof of address: the greatest age of the document: was any age, is now 92 days.');
    const right = screen.getByRole('region', { name: 'Version 2' });
    expect(within(right).getByText('92 days').parentElement).toHaveTextContent('changed');
    expect(screen.getByLabelText('From')).toHaveValue('1');
  });
});
