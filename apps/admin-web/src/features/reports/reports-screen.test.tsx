import { MEASURE_TEXT, REPORT_TEXT } from '@ostiary/domain/reports';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import english from '../../app/locales/en/reports.json';
import hindi from '../../app/locales/hi/reports.json';
import { endSession } from '../../lib/session.ts';
import { renderApp, signInAs, trpcError, trpcQuery } from '../../testing.tsx';
import { barAnswers, kycReport, manager, securityReport } from './reports-fixture.ts';

const OVERSEER = ['self.manage', 'review.read', 'reports.read', 'security.read', 'staff.read'];
beforeEach(() => {
  signInAs(OVERSEER, manager);
  // Nothing has a size here, and the charts' library says so each time.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  endSession('signed-out');
  vi.restoreAllMocks();
});

const kyc = trpcQuery('reports.kyc', kycReport);
const table = async (name: string) => within(await screen.findByRole('table', { name }));
const tile = (name: string) => screen.getAllByText(name, { selector: 'dt' })[0]?.parentElement;

it.each([
  [english, 'en'],
  [hindi, 'hi'],
] as const)('a report calls its figures what the file of it calls them', (words, language) => {
  const { failureShare, ...measures } = words.measure;
  expect(measures).toEqual(
    Object.fromEntries(Object.entries(MEASURE_TEXT).map(([key, text]) => [key, text[language]])),
  );
  expect(failureShare).toBe(REPORT_TEXT.failureShare[language]);
  expect(words.door.name).toBe(REPORT_TEXT.door[language]);
});

describe('the report of applications', () => {
  it('says each figure beside the one before, in words as well as by arrow', async () => {
    renderApp('/reports/kyc?period=7d', [kyc, ...barAnswers]);
    expect(await screen.findByRole('heading', { level: 1, name: 'Applications and decisions' })).toBeVisible();
    expect(
      await screen.findByText('Nov 15, 2026 to Nov 21, 2026, compared with Nov 8, 2026 to Nov 14, 2026'),
    ).toBeVisible();
    expect(tile('Decided')).toHaveTextContent('50 10 more than before (40)');
    expect(tile('Approval rate')).toHaveTextContent('90% 15 points more than before (75%)');
    expect(tile('Asked for more')).toHaveTextContent('7 as before');
    expect(tile('9 in 10 decided within')).toHaveTextContent('2 daysbefore: –');
  });

  it('has the table behind each chart', async () => {
    renderApp('/reports/kyc', [kyc, ...barAnswers]);
    const funnel = await table('From registration to approval');
    expect(funnel.getByRole('row', { name: 'Handed in 60 50 14.3% 60%' })).toBeVisible();
    const pending = await table('Waiting for the bank now');
    expect(pending.getByRole('row', { name: 'Under 4 hours 5' })).toBeVisible();
    expect((await table('By branch')).getByRole('row', { name: /^No branch 50/ })).toBeVisible();
    expect(
      (await table('Reasons given')).getByRole('row', { name: /^Outside the bank’s policy 5 9 0 0/ }),
    ).toBeVisible();
    await userEvent.click(screen.getByText('Show these figures as a table'));
    expect((await table('Over time')).getAllByRole('row')).toHaveLength(8);
  });

  it('is printed in light colours with its tables unfolded, and looks as before after that', async () => {
    renderApp('/reports/kyc', [kyc, ...barAnswers]);
    const folded = (await screen.findByText('Show these figures as a table')).closest('details');
    const root = document.documentElement;
    root.setAttribute('data-mantine-color-scheme', 'dark');
    window.dispatchEvent(new Event('beforeprint'));
    expect([root.getAttribute('data-mantine-color-scheme'), folded?.open]).toEqual(['light', true]);
    window.dispatchEvent(new Event('afterprint'));
    expect([root.getAttribute('data-mantine-color-scheme'), folded?.open]).toEqual(['dark', false]);
  });

  it('takes its period from the address and puts it there', async () => {
    const asked: unknown[] = [];
    const answer = trpcQuery('reports.kyc', (input) => {
      asked.push(input);
      return kycReport;
    });
    const { router } = renderApp('/reports/kyc?period=90d&from=x', [answer, ...barAnswers]);
    await screen.findByRole('table', { name: 'By reviewer' });
    expect(asked).toEqual([{ period: '90d' }]);
    await userEvent.selectOptions(screen.getByLabelText('Period'), 'month');
    await expect.poll(() => asked.at(-1)).toEqual({ period: 'month' });
    expect(router.state.location.search).toEqual({ period: 'month' });
    await userEvent.selectOptions(screen.getByLabelText('Period'), 'custom');
    expect(await screen.findByText('Choose the first and the last day')).toBeVisible();
    expect(asked).toHaveLength(2);
  });

  it('says what is wrong with a period, and how to mend it', async () => {
    const failed = trpcError('reports.kyc', {
      errorCode: 'INVALID_INPUT',
      httpStatus: 400,
      fieldErrors: { to: [{ code: 'PERIOD_REVERSED', message: '' }] },
    });
    renderApp('/reports/kyc?period=custom&from=2026-02-02&to=2026-02-01', [failed, ...barAnswers]);
    expect(await screen.findByRole('alert')).toHaveTextContent('The last day is before the first one. Swap them.');
    expect(screen.queryByRole('button', { name: 'CSV file' })).not.toBeInTheDocument();
  });

  it('says that there is no history yet, and offers to try again where it failed', async () => {
    const { unmount } = renderApp('/reports/kyc', [
      trpcQuery('reports.kyc', { ...kycReport, isEmpty: true }),
      ...barAnswers,
    ]);
    expect(await screen.findByText('No history yet')).toBeVisible();
    unmount();
    renderApp('/reports/kyc', [trpcError('reports.kyc', { errorCode: 'UNAVAILABLE', httpStatus: 503 }), ...barAnswers]);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('is a reviewer’s own, without what is not theirs', async () => {
    signInAs(['self.manage', 'review.read', 'reports.read'], manager);
    const own = { ...kycReport, scope: 'own' as const, pending: null, funnel: [], policies: [], branches: [] };
    renderApp('/reports/kyc', [trpcQuery('reports.kyc', own), ...barAnswers]);
    expect(await screen.findByRole('heading', { level: 1, name: 'Your decisions' })).toBeVisible();
    expect(screen.queryByRole('table', { name: 'By reviewer' })).not.toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Security' })).not.toBeInTheDocument();
  });

  it('is downloaded with the period that is shown', async () => {
    const asked: string[] = [];
    const file = http.get('*/api/report-files/kyc.csv', ({ request }) => {
      asked.push(`${new URL(request.url).search} ${request.headers.get('accept-language')}`);
      return new HttpResponse('a,b', { headers: { 'content-disposition': 'attachment; filename="ostiary-kyc.csv"' } });
    });
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined });
    renderApp('/reports/kyc?period=7d', [kyc, file, ...barAnswers]);
    await userEvent.click(await screen.findByRole('button', { name: 'CSV file' }));
    await expect.poll(() => saved).toEqual(['ostiary-kyc.csv']);
    expect(asked).toEqual(['?period=7d en-US']);
  });
});

describe('the report of security', () => {
  it('counts what was kept out, with addresses, portals and who saw numbers', async () => {
    renderApp('/reports/security', [trpcQuery('reports.security', securityReport), ...barAnswers]);
    expect(await screen.findByRole('heading', { level: 1, name: 'Sign-ins and security' })).toBeVisible();
    await screen.findByRole('table', { name: 'Suspicious addresses' });
    expect(tile('Failed sign-ins')).toHaveTextContent('41 29 more than before (12)');
    expect((await table('Security events')).getByRole('row', { name: 'Account locked 4 1' })).toBeVisible();
    expect((await table('Failed sign-ins by portal')).getByRole('row', { name: 'Staff 2 0' })).toBeVisible();
    expect((await table('Suspicious addresses')).getByRole('row', { name: /^198\.51\.100\.7 2 33/ })).toBeVisible();
    expect((await table('Numbers shown whole, by person')).getByRole('row', { name: 'Meera Rao 17 20' })).toBeVisible();
  });

  it('is no page of who may not read it', async () => {
    signInAs(['self.manage', 'review.read', 'reports.read'], manager);
    renderApp('/reports/security', barAnswers);
    expect(await screen.findByText('Nothing here for your role yet')).toBeVisible();
  });
});
