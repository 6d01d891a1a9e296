import { setTimeout as pause } from 'node:timers/promises';
import type { Assessed } from '@ostiary/domain/fraud-alerts';
import type { ApplicationId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { raiseFor } from '../../testing/fraud-alerts.ts';
import { getFile } from '../requirements/case-file.service.ts';
import { raiseAlerts } from './raise.service.ts';

let bank: TestBank;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
}, 60_000);
afterAll(() => bank.close());

const shared = (others = 1): Assessed => ({
  score: 40,
  signals: [{ code: 'SSN_SHARED', points: 40, facts: { others } }],
});
const newCase = async (): Promise<ApplicationId> => (await (await bank.customer()).api.application.overview()).id;
const alertsOf = (id: ApplicationId) =>
  bank.owner<{ id: string; number: string; type: string; severity: string; status: string; version: number }>(
    `select id, alert_number as number, alert_type as type, severity, status, version from fraud_alert
     where application_id = ? order by created_at, id`,
    [id],
  );
async function close(id: ApplicationId, resolution: 'TRUE_POSITIVE' | 'FALSE_POSITIVE') {
  const open = (await alertsOf(id)).find(({ status }) => status !== 'RESOLVED');
  const input = { alertId: open?.number ?? '', version: open?.version ?? 0, resolution };
  await admin.api.fraudAlerts.resolve({ ...input, note: 'Looked into it, fictional' });
}

describe('an assessment', () => {
  it('raises one alert a kind, on record and told to who resolves them where it is urgent', async () => {
    const id = await newCase();
    const signals = [...shared().signals, { code: 'DEVICE_SHARED', points: 20, facts: { applicants: 4 } } as const];
    await raiseFor(bank, id, { score: 60, signals });
    const alerts = await alertsOf(id);
    expect(alerts).toMatchObject([
      { number: expect.stringMatching(/^ALERT[0-9A-HJKMNP-TV-Z]{10}$/), type: 'SHARED_IDENTITY', severity: 'HIGH' },
      { type: 'SHARED_DEVICE', severity: 'MEDIUM' },
    ]);
    const records = await bank.owner<{ canonical: string }>(
      `select canonical from audit_event where action = 'fraud-alert.raised' and target_id = any (?) order by at, id`,
      [`{${alerts.map((alert) => alert.id).join(',')}}`],
    );
    expect(records).toHaveLength(2);
    const told = await bank.owner<{ user_id: string; facts: object }>(
      `select user_id, facts from notification where kind = 'ALERT_RAISED' and application_id = ?`,
      [id],
    );
    expect(told.map((row) => row.user_id)).toContain(admin.id);
    expect(new Set(told.map(({ facts }) => JSON.stringify(facts))).size).toBe(1);
    expect(told[0]?.facts).toEqual({
      alert: alerts[0]?.number,
      severity: 'HIGH',
      customer: expect.stringMatching(/^CUST\d{10}$/),
    });
  });

  it('tells nobody who cannot resolve, and nobody who is blocked', async () => {
    const [reviewer, blocked] = [await bank.newStaff('reviewer'), await bank.newStaff('admin')];
    await bank.owner('update app_user set is_blocked = true where id = ?', [blocked.id]);
    await raiseFor(bank, await newCase(), shared());
    const told = await bank.owner(`select id from notification where kind = 'ALERT_RAISED' and user_id in (?, ?)`, [
      reviewer.id,
      blocked.id,
    ]);
    expect(told).toEqual([]);
  });

  it('makes one alert of two at once', async () => {
    const id = await newCase();
    const { deps } = bank;
    const [raised, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = deps.orm.em.fork().transactional(async (em) => {
      await raiseAlerts({ deps, em, now: deps.clock() }, await getFile(em, id), shared());
      raised.resolve();
      await mayCommit.promise;
    });
    await raised.promise;
    const second = raiseFor(bank, id, shared(2));
    await pause(300);
    mayCommit.resolve();
    await Promise.all([first, second]);
    expect(await alertsOf(id)).toMatchObject([{ version: 2 }]);
  });

  it('makes an open alert graver, never milder, and leaves one that says the same alone', async () => {
    const id = await newCase();
    await raiseFor(bank, id, shared(1));
    await raiseFor(bank, id, shared(1));
    expect(await alertsOf(id)).toMatchObject([{ version: 1 }]);
    await raiseFor(bank, id, { ...shared(2), score: 65 });
    await raiseFor(bank, id, { ...shared(2), score: 40 });
    const [alert] = await alertsOf(id);
    expect(alert?.version).toBe(2);
    const shown = await admin.api.fraudAlerts.get({ alertId: alert?.number ?? '' });
    expect(shown).toMatchObject({ riskScore: 65, signals: [{ code: 'SSN_SHARED', facts: { others: 2 } }] });
  });

  it('does not bring back what was found to be no fraud, until it says more', async () => {
    const id = await newCase();
    await raiseFor(bank, id, shared(2));
    await close(id, 'FALSE_POSITIVE');
    await raiseFor(bank, id, shared(2));
    await raiseFor(bank, id, shared(1));
    expect(await alertsOf(id)).toMatchObject([{ status: 'RESOLVED' }]);
    await raiseFor(bank, id, shared(3));
    expect(await alertsOf(id)).toMatchObject([{ status: 'RESOLVED' }, { status: 'OPEN' }]);
  });

  it('tells again of what was found to be fraud', async () => {
    const id = await newCase();
    await raiseFor(bank, id, shared());
    await close(id, 'TRUE_POSITIVE');
    await raiseFor(bank, id, shared());
    expect(await alertsOf(id)).toMatchObject([{ status: 'RESOLVED' }, { status: 'OPEN' }]);
  });

  it('is a CRITICAL security event where it is a sanctions hit', async () => {
    const id = await newCase();
    await raiseFor(bank, id, { score: 60, signals: [{ code: 'SCREENING_HIT', points: 60, facts: {} }] });
    const [alert] = await alertsOf(id);
    expect(alert).toMatchObject({ type: 'SANCTIONS_HIT', severity: 'CRITICAL' });
    const events = await bank.owner(
      `select severity from security_event where metadata ->> 'alertId' = ? and severity = 'CRITICAL'`,
      [alert?.number],
    );
    expect(events).toHaveLength(1);
  });
});
