import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, publicCaller, type SignedInStaff, type TestBank } from '../../testing.ts';
import { waitingCases } from '../../testing/many-cases.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
let admin: SignedInStaff;
let auditor: SignedInStaff;
const HOSTILE = '=1+1|"x"';

/** One case approved by the reviewer, one rejected by a colleague with a name that is a formula. */
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  admin = await bank.staff('admin');
  auditor = await bank.staff('auditor');
  const [first, second] = await waitingCases(bank, 2);
  if (!first || !second) throw new Error('two cases');
  const mine = await reviewer.api.review.claim({ id: first.id });
  await reviewer.api.review.approve({ id: first.id, version: mine.case.version });
  const theirs = await admin.api.review.claim({ id: second.id });
  const reasons = [{ code: 'OUT_OF_POLICY' as const }];
  await admin.api.review.reject({ id: second.id, version: theirs.case.version, reasons });
  await bank.owner(
    `set ostiary.unattributed = 'a test'; update app_user set display_name = '${HOSTILE}' where id = '${admin.id}'`,
  );
}, 60_000);
afterAll(() => bank.close());

const get = (path: string, by?: SignedInStaff) => {
  const call = request(bank.staffApp).get(path).set('x-requested-by', 'ostiary');
  return by ? call.set('authorization', `Bearer ${by.access}`) : call;
};

/** Somebody who sees one branch alone, which has their own id and no case. */
async function keptToBranch(): Promise<SignedInStaff> {
  const kept = await bank.newStaff('admin');
  await bank.owner(`insert into branch (id, code, name, country, created_at) values (?, ?, 'Elsewhere', 'US', now())`, [
    kept.id,
    `ELSE${kept.id.slice(-8).toUpperCase()}`,
  ]);
  await bank.owner('update app_user set only_own_branch = true, branch_id = id where id = ?', [kept.id]);
  return kept;
}

describe('the KYC report', () => {
  it('shows a reviewer what they did themselves, and nothing of anybody else', async () => {
    const own = await reviewer.api.reports.kyc({});
    expect(own).toMatchObject({ scope: 'own', funnel: [], pending: null, policies: [], branches: [], reasons: [] });
    expect(own.decisions).toMatchObject({ approved: { now: 1 }, rejected: { now: 0 }, approvalRate: { now: 1 } });
    expect(own.reviewers.map(({ id }) => id)).toEqual([reviewer.id]);
    expect(own.series.at(-1)).toMatchObject({ approved: 1, rejected: 0 });
  });

  it.each(['admin', 'auditor'] as const)('shows the %s everybody’s figures', async (role) => {
    const whole = await (role === 'admin' ? admin : auditor).api.reports.kyc({ period: 'today' });
    expect(whole).toMatchObject({
      scope: 'all',
      isEmpty: false,
      reasons: [{ code: 'OUT_OF_POLICY', rejected: { now: 1 } }],
    });
    expect(whole.decisions).toMatchObject({ decided: { now: 2, before: 0 }, approvalRate: { now: 0.5, before: null } });
    expect(whole.reviewers).toHaveLength(2);
    expect(whole.pending).toMatchObject({ total: 0, late: 0 });
  });

  it('shows who is kept to one branch the figures of its cases alone', async () => {
    const kept = await keptToBranch();
    const report = await kept.api.reports.kyc({});
    expect(report).toMatchObject({ scope: 'branch', funnel: [], reviewers: [], branches: [], isEmpty: true });
    expect(report.pending).toMatchObject({ total: 0 });
  });

  it('answers over REST in its own case', async () => {
    const { body } = await get('/api/reports/kyc/?period=7d', auditor).expect(200);
    expect(body).toMatchObject({
      scope: 'all',
      period: { name: '7d', days: 7, time_zone: 'UTC' },
      series_grain: 'day',
    });
    expect(body.series).toHaveLength(7);
    expect(body.decisions.approval_rate).toEqual({ now: 0.5, before: null });
  });

  it.each([
    ['from=2026-02-02&to=2026-02-01', { to: ['PERIOD_REVERSED'] }],
    ['from=2021-01-01&to=2026-01-01', { from: ['PERIOD_TOO_LONG'] }],
    ['from=2026-01-01&to=2999-01-01', { to: ['DATE_IN_FUTURE'] }],
    ['from=2026-13-01&to=2026-02-01', { from: ['DATE_FORMAT'] }],
    ['period=century', { period: ['INVALID'] }],
    ['period=custom', { from: ['REQUIRED'] }],
  ])('refuses ?%s and says why', async (query, codes) => {
    for (const path of [`/api/reports/kyc/?${query}`, `/api/report-files/kyc.csv?${query}`]) {
      const { body } = await get(path, admin).expect(400);
      expect(body.codes).toEqual(codes);
    }
  });
});

describe('the security report', () => {
  it('names the networks that many accounts were tried from, with what failed there in the period', async () => {
    const fail = async (address: string, username: string) => {
      const password = 'Wrong-password-1';
      await expect(publicCaller(bank.deps, { address }).auth.login({ username, password })).rejects.toThrow();
    };
    const now = bank.now();
    await bank.setNow(new Date(now.getTime() - 86_400_000));
    await fail('2001:db8:7:0:aaaa::1', 'of.yesterday');
    await bank.setNow(now);
    for (let at = 0; at < 10; at++) {
      await fail(`2001:db8:7::${at}`, `tried.${at}`);
      await fail('198.51.100.77', `tried.${at}`);
    }
    await fail('2001:db8:7:0:ffff:ffff:ffff:ffff', 'last.of.it');
    for (const beside of ['2001:db8:7:1::', '2001:db8:6:ffff::1', '198.51.100.76', '198.51.100.78'])
      await fail(beside, 'beside');
    const { addresses } = await admin.api.reports.security({ period: 'today' });
    expect(addresses.toSorted((one, two) => one.address.localeCompare(two.address))).toMatchObject([
      { address: '198.51.100.77', events: 1, failedSignIns: 10 },
      { address: '2001:db8:7::/64', events: 1, failedSignIns: 11 },
    ]);
  });
});

const exportsOnRecord = () =>
  bank.owner<{ canonical: string }>(
    `select canonical from audit_event where action = 'report.exported' order by at, id`,
  );

describe('a report as a file', () => {
  it('is a spreadsheet without formulas, on record once', async () => {
    const before = (await exportsOnRecord()).length;
    const answer = await get('/api/report-files/kyc.csv?period=today', auditor).expect(200);
    const today = bank.now().toISOString().slice(0, 10);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename=ostiary-kyc-${today}-${today}.csv`,
      'cache-control': 'no-store',
    });
    expect(answer.text).toContain(`By reviewer,"'=1+1|""x""",1,0,0,1,0`);
    expect(answer.text).not.toMatch(/(^|,|")=1/m);
    const rows = await exportsOnRecord();
    expect(rows.length).toBe(before + 1);
    expect(JSON.parse(rows.at(-1)?.canonical ?? '')).toMatchObject({
      actor: { id: auditor.id },
      target: { type: 'report', id: 'kyc' },
      after: { format: 'csv', scope: 'all', from: today, to: today },
    });
  });

  it('is a PDF in the reader’s language', async () => {
    const hindi = (path: string) => get(path, admin).set('accept-language', 'hi').expect(200);
    expect((await hindi('/api/report-files/kyc.csv')).text).toContain('हमारी नीति के बाहर');
    await bank.owner(
      `insert into security_event (id, event_type, severity, description, created_at)
       values (gen_random_uuid(), 'SUSPICIOUS_ACTIVITY', 'MEDIUM', 'by hand', bank_now())`,
    );
    const { text } = await hindi('/api/report-files/security.csv?period=month');
    expect(text).toContain('असामान्य गतिविधि');
    // Codes and moments of machines are no words.
    expect(text).not.toMatch(/[A-Z]{3,}_[A-Z]|T\d\d:\d\d:/);
    const answer = await get('/api/report-files/security.pdf?period=month', admin)
      .set('accept-language', 'hi')
      .expect(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(Buffer.from(answer.body).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('holds a reviewer’s own figures only', async () => {
    const { text } = await get('/api/report-files/kyc.csv', reviewer).expect(200);
    expect(text).toContain('(Own figures)');
    expect(text).not.toContain('=1+1');
    expect(text).not.toContain('By branch');
  });

  it('is for nobody without a session or the permission, and the refusal is on record', async () => {
    const before = (await exportsOnRecord()).length;
    await get('/api/report-files/kyc.csv').expect(401);
    await get('/api/report-files/security.csv', reviewer).expect(403);
    await get('/api/report-files/kyc.xlsx', admin).expect(404);
    expect((await exportsOnRecord()).length).toBe(before);
    const refused = await bank.owner(
      `select target_id from audit_event where action = 'action.refused' and actor_id = ? order by at`,
      [reviewer.id],
    );
    expect(refused).toContainEqual({ target_id: 'reports.security.csv' });
    const kept = await keptToBranch();
    await get('/api/report-files/security.pdf', kept).expect(403);
    expect(
      await bank.owner(`select target_id from audit_event where action = 'action.refused' and actor_id = ?`, [kept.id]),
    ).toEqual([{ target_id: 'reports.security.pdf' }]);
  });
});
