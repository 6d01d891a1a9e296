import type { AlertView } from '@ostiary/domain/fraud-alerts';
import type { ApplicationId } from '@ostiary/domain/shared';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { raiseFor } from '../../testing/fraud-alerts.ts';

let bank: TestBank;
let admin: SignedInStaff;
let colleague: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
  colleague = await bank.newStaff('admin');
}, 60_000);
afterAll(() => bank.close());

const refusedWith = (code: string, details?: object) =>
  expect.objectContaining({
    cause: expect.objectContaining({ code, ...(details && { details: expect.objectContaining(details) }) }),
  });
const VELOCITY = { score: 20, signals: [{ code: 'VELOCITY', points: 20, facts: { applications: 9 } } as const] };
const SHARED = { score: 40, signals: [{ code: 'SSN_SHARED', points: 40, facts: {} } as const] };

/** The alert of a fresh case. */
async function newAlert(
  assessed: Parameters<typeof raiseFor>[2] = SHARED,
): Promise<AlertView & { caseId: ApplicationId }> {
  const { id } = await (await bank.customer()).api.application.overview();
  await raiseFor(bank, id, assessed);
  const [row] = await bank.owner<{ number: string }>(
    'select alert_number as number from fraud_alert where application_id = ?',
    [id],
  );
  return { ...(await admin.api.fraudAlerts.get({ alertId: row?.number ?? '' })), caseId: id };
}
const NOTE = 'Two people, one number (fictional)';

describe('the queue of fraud alerts', () => {
  it('has the gravest first, then the oldest, page by page, and says how many there are', async () => {
    const raised = [await newAlert(VELOCITY), await newAlert(), await newAlert(VELOCITY), await newAlert()];
    const wanted = [raised[1], raised[3], raised[0], raised[2]].map((alert) => alert?.alertId);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.api.fraudAlerts.list({ limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      expect(page).toMatchObject({ count: 4, more: false });
      seen.push(...page.results.map(({ alertId }) => alertId));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(wanted);
    const few = await admin.api.fraudAlerts.list({ severity: 'MEDIUM', type: 'VELOCITY' });
    expect(few.results.map(({ alertId }) => alertId)).toEqual([raised[0]?.alertId, raised[2]?.alertId]);
    expect((await admin.api.fraudAlerts.list({ status: 'mine' })).count).toBe(0);
    expect((await admin.api.fraudAlerts.list({ status: 'resolved' })).count).toBe(0);
  });

  it('refuses a cursor that it did not make', async () => {
    const [moment, id] = ['2026-01-01T00:00:00.000000Z', admin.id];
    const forged = [
      [99_999, moment, id],
      [1, '0000-01-01T00:00:00.000000Z', id],
      [1, moment, 'x'],
    ];
    for (const text of ['x', ...forged.map((key) => Buffer.from(JSON.stringify(key)).toString('base64url'))])
      await expect(admin.api.fraudAlerts.list({ cursor: text })).rejects.toEqual(refusedWith('INVALID_INPUT'));
  });

  it('is GET /api/fraud-alerts/ on the staff door, with the fields that a client expects', async () => {
    const auditor = await bank.staff('auditor');
    const answer = await request(bank.staffApp)
      .get('/api/fraud-alerts/?status=all&limit=1')
      .set('authorization', `Bearer ${auditor.access}`)
      .expect(200);
    expect(answer.body).toEqual({
      count: 4,
      more: false,
      next: expect.any(String),
      results: [
        expect.objectContaining({
          alert_id: expect.stringMatching(/^ALERT[0-9A-Z]{10}$/),
          alert_type: 'SHARED_IDENTITY',
          severity: 'HIGH',
          status: 'OPEN',
          title: expect.any(String),
          description: expect.any(String),
          risk_score: 40,
          created_at: expect.any(String),
        }),
      ],
    });
  });
});

describe('a fraud alert', () => {
  it('is taken on, noted, and closed with what was found, each step on record without its words', async () => {
    const alert = await newAlert();
    const { alertId } = alert;
    const owned = await admin.api.fraudAlerts.own({ alertId, version: alert.version });
    expect(owned).toMatchObject({ status: 'IN_PROGRESS', isMine: true, owner: { id: admin.id } });
    expect((await admin.api.fraudAlerts.list({ status: 'mine' })).results).toMatchObject([{ alertId }]);
    const noted = await admin.api.fraudAlerts.addNote({ alertId, body: NOTE });
    expect(noted.notes).toMatchObject([{ body: NOTE }]);
    const end = {
      alertId,
      version: noted.version,
      resolution: 'TRUE_POSITIVE',
      note: 'Confirmed by the branch',
    } as const;
    const closed = await admin.api.fraudAlerts.resolve(end);
    expect(closed).toMatchObject({
      status: 'RESOLVED',
      resolution: 'TRUE_POSITIVE',
      resolvedAt: bank.now().toISOString(),
      notes: [{ body: NOTE }, { body: 'Confirmed by the branch' }],
    });
    const records = await bank.owner<{ action: string; canonical: string }>(
      `select action, canonical from audit_event where actor_id = ? and target_id =
         (select id::text from fraud_alert where alert_number = ?) order by at, id`,
      [admin.id, alertId],
    );
    expect(records.map(({ action }) => action)).toEqual(
      ['viewed', 'owned', 'noted', 'resolved'].map((done) => `fraud-alert.${done}`),
    );
    expect(JSON.stringify(records)).not.toMatch(/fictional|branch/);
    const [row] = await bank.owner<{ text: string }>(
      `select string_agg(row_to_json(n)::text, '') as text from fraud_alert_note n`,
    );
    expect(row?.text).not.toMatch(/fictional|branch/);
  });

  it('says who closed it, and when, to whoever comes later', async () => {
    const { alertId, version } = await newAlert();
    const end = { alertId, version, resolution: 'FALSE_POSITIVE', note: 'Twins, fictional' } as const;
    await admin.api.fraudAlerts.resolve(end);
    const told = { status: 'RESOLVED', decidedBy: expect.any(String), decidedAt: bank.now().toISOString() };
    const late = [
      () => colleague.api.fraudAlerts.resolve(end),
      () => colleague.api.fraudAlerts.own({ alertId, version }),
      () => colleague.api.fraudAlerts.addNote({ alertId, body: 'late' }),
      () => admin.api.fraudAlerts.release({ alertId }),
    ];
    for (const call of late) await expect(call()).rejects.toEqual(refusedWith('ALREADY_REVIEWED', told));
    expect((await admin.api.fraudAlerts.get({ alertId })).notes).toHaveLength(1);
  });

  it('is closed once, by one of many', async () => {
    const { alertId, version } = await newAlert();
    const end = { alertId, version, resolution: 'FALSE_POSITIVE', note: 'Twins, fictional' } as const;
    const ends = await Promise.allSettled(
      [admin, colleague, admin, colleague].map(({ api }) => api.fraudAlerts.resolve(end)),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is not closed on an older screen, nor over a colleague who has it', async () => {
    const { alertId, version, caseId } = await newAlert();
    await raiseFor(bank, caseId, { ...SHARED, score: 60 });
    const end = { alertId, version, resolution: 'FALSE_POSITIVE', note: 'Twins, fictional' } as const;
    await expect(admin.api.fraudAlerts.resolve(end)).rejects.toEqual(refusedWith('RECORD_CHANGED'));
    await expect(admin.api.fraudAlerts.own({ alertId, version })).rejects.toEqual(refusedWith('RECORD_CHANGED'));
    const owned = await colleague.api.fraudAlerts.own({ alertId, version: version + 1 });
    await expect(admin.api.fraudAlerts.resolve({ ...end, version: owned.version })).rejects.toEqual(
      refusedWith('CASE_HELD', { heldBy: owned.owner?.name }),
    );
    await expect(admin.api.fraudAlerts.release({ alertId })).rejects.toEqual(refusedWith('CASE_HELD'));
    const taken = await admin.api.fraudAlerts.own({ alertId, version: owned.version });
    const free = await admin.api.fraudAlerts.release({ alertId });
    expect([taken.status, free.status, free.owner]).toEqual(['IN_PROGRESS', 'OPEN', null]);
    await expect(admin.api.fraudAlerts.release({ alertId })).rejects.toEqual(refusedWith('CASE_NOT_CLAIMED'));
  });

  it('is closed with a reason of ten characters or more', async () => {
    const { alertId, version } = await newAlert();
    const end = { alertId, version, resolution: 'FALSE_POSITIVE', note: '  too few  ' } as const;
    await expect(admin.api.fraudAlerts.resolve(end)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('takes no empty note, none of 10 000 characters, and HTML as the text that it is', async () => {
    const { alertId } = await newAlert();
    for (const body of ['   ', 'x'.repeat(10_000)])
      await expect(admin.api.fraudAlerts.addNote({ alertId, body })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const body = '<b onclick="x">bold</b>';
    expect((await admin.api.fraudAlerts.addNote({ alertId, body })).notes).toMatchObject([{ body }]);
  });

  it('about oneself is neither listed, nor read, nor worked on, by the database’s rule too', async () => {
    const { alertId, version } = await newAlert();
    const suspect = await bank.newStaff('admin');
    await bank.owner(
      `insert into customer (id, customer_number, country, created_at, updated_at)
       values (?, 'CUST0000000018', 'US', now(), now())`,
      [suspect.id],
    );
    await bank.owner('update fraud_alert set customer_id = ? where alert_number = ?', [suspect.id, alertId]);
    const { results } = await suspect.api.fraudAlerts.list({ status: 'all', limit: 100 });
    expect(results.map((item) => item.alertId)).not.toContain(alertId);
    await expect(suspect.api.fraudAlerts.get({ alertId })).rejects.toEqual(refusedWith('NOT_FOUND'));
    const end = { alertId, version, resolution: 'FALSE_POSITIVE', note: 'It is me, fictional' } as const;
    await expect(suspect.api.fraudAlerts.resolve(end)).rejects.toEqual(refusedWith('SELF_REVIEW_FORBIDDEN'));
    await expect(suspect.api.fraudAlerts.own({ alertId, version })).rejects.toEqual(
      refusedWith('SELF_REVIEW_FORBIDDEN'),
    );
    await expect(
      bank.owner('update fraud_alert set owner_id = ?, owned_at = now() where alert_number = ?', [suspect.id, alertId]),
    ).rejects.toMatchObject({ message: expect.stringContaining('fraud_alert_not_own') });
  });
});
