import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealAll, writeRecords } from '../../testing/audit-records.ts';
import { testContext } from '../../testing/callers.ts';
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { checkpointForExport } from './copy.service.ts';
import { outsideFolder } from './outside.ts';
import { askVerification, listVerifications, runVerification } from './verification.service.ts';
import { verifyAudit } from './verify-tree.ts';
import { readBacklog, readRefusal, watchAudit } from './watch.service.ts';

let bank: TestDeps;
beforeAll(async () => {
  bank = await openTestDeps();
  await writeRecords(bank.deps.orm.em.fork(), 30, bank.now());
  await sealAll(bank.deps);
  await checkpointForExport(bank.deps);
});
afterAll(() => bank.close());

const em = () => bank.deps.orm.em.fork();
const later = (ms: number) => bank.setNow(new Date(bank.now().getTime() + ms));
const newest = async () => {
  const [run] = await listVerifications({ em: em(), now: bank.now() }, 1);
  return run ?? expect.fail('no run');
};
const alarms = (type: string) =>
  bank.owner<{ severity: string }>('select severity, description from security_event where event_type = ?', [type]);

/** As the database's owner, with its triggers off for a moment. */
async function byForce(sql: string): Promise<void> {
  await bank.owner(`alter table audit_event disable trigger user; ${sql}; alter table audit_event enable trigger user`);
}

describe('a verification', () => {
  it('that is asked for waits, runs, and keeps its result', async () => {
    const asker = '018f0000-0000-7000-8000-00000000000a';
    const ctx = { ...testContext(bank.deps, 'staff'), em: em() };
    const runId = await ctx.em.transactional((tx) => askVerification({ ...ctx, em: tx }, asker));
    expect(await newest()).toMatchObject({ id: runId, state: 'WAITING', askedBy: asker, finishedAt: null });
    expect(await bank.owner(`select data from jobs.job where name = 'verify-audit'`)).toEqual([
      { data: { id: runId } },
    ]);
    await runVerification(bank.deps, runId);
    expect(await newest()).toMatchObject({
      id: runId,
      state: 'PASSED',
      checked: 31,
      size: 31,
      faults: [],
      askedBy: asker,
    });
    const steps = await bank.owner(
      `select state, size::int as size, checked::int as checked from audit_verification_step
       where run_id = ? and state = 'RUNNING' order by at, id`,
      [runId],
    );
    expect(steps.at(-1)).toEqual({ state: 'RUNNING', size: 31, checked: 0 });
    expect(await alarms('AUDIT_TAMPERED')).toEqual([]);
  });

  it('passes records that the application wrote itself, whatever their address', async () => {
    for (const address of ['127.0.0.1', '::1', '2001:DB8:0:0:0:0:0:1', '::ffff:192.0.2.1']) {
      const writing = em();
      const request = { id: 'r', address, userAgent: 'ü "agent" \u2028' };
      const source = { ...asSystem(writing, bank.now()), request };
      recordAudit(source, { action: 'document.viewed', target: { type: 'document', id: null } });
      await writing.flush();
    }
    await sealAll(bank.deps);
    await later(1_000);
    await runVerification(bank.deps, '');
    expect(await newest()).toMatchObject({ state: 'PASSED', checked: 35, askedBy: null });
  });

  it('finds nothing in what is sealed and copied outside while it runs', async () => {
    const { verifiers } = bank.deps.keys.checkpoint;
    const goOn = async (checked: number) => {
      if (checked > 0) return;
      await writeRecords(em(), 3, bank.now());
      await sealAll(bank.deps);
      await checkpointForExport(bank.deps);
    };
    const folder = outsideFolder(bank.deps.env);
    const verified = await verifyAudit({ em: em(), folder, verifiers, onProgress: goOn });
    expect(verified).toMatchObject({ checked: 35, faults: [] });
    expect((await verifyAudit({ em: em(), folder, verifiers })).checked).toBe(38);
  });

  it('that was killed counts as broken off after ten minutes of silence', async () => {
    await later(1_000);
    const killed = {
      ...bank.deps,
      keys: { ...bank.deps.keys, checkpoint: { ...bank.deps.keys.checkpoint, verifiers: [] } },
    };
    Object.defineProperty(killed.keys.checkpoint, 'verifiers', { get: () => expect.fail('killed') });
    await expect(runVerification(killed, '')).rejects.toThrow('killed');
    expect(await newest()).toMatchObject({ state: 'BROKEN_OFF' });
    await bank.owner(
      `insert into audit_verification_step (id, run_id, at, state) select uuidv7(), uuidv7(), ?::timestamptz, 'RUNNING'`,
      [new Date(bank.now().getTime() + 1_000)],
    );
    expect(await newest()).toMatchObject({ state: 'RUNNING', finishedAt: null });
    await later(602_000);
    expect(await newest()).toMatchObject({ state: 'BROKEN_OFF' });
  });

  it('that fails names the first bad record, and is a CRITICAL security event', async () => {
    await later(1_000);
    await byForce(
      `update audit_event set action = 'other.made' where id = (select event_id from audit_seal where index = 17)`,
    );
    await runVerification(bank.deps, '');
    const { state, faults } = await newest();
    expect(state).toBe('FAILED');
    expect(faults).toMatchObject([{ kind: 'COLUMN_CHANGED', index: 17, to: 17, detail: 'action' }]);
    expect(await alarms('AUDIT_TAMPERED')).toMatchObject([{ severity: 'CRITICAL' }]);
  });
});

describe('records that wait to be sealed', () => {
  it('are counted, with the time of the oldest', async () => {
    await sealAll(bank.deps);
    await checkpointForExport(bank.deps);
    expect(await readBacklog(em())).toEqual({ records: 0, oldestAt: null });
    await writeRecords(em(), 4, bank.now());
    expect(await readBacklog(em())).toMatchObject({ records: 4 });
    expect((await readBacklog(em(), 2)).records).toBe(3); // no further than asked
    expect(await readRefusal(em())).toBeNull();
  });

  it('raise one alarm when nothing was signed for more than a minute', async () => {
    await watchAudit(bank.deps);
    expect(await alarms('AUDIT_BACKLOG')).toEqual([]);
    await later(62_000);
    await watchAudit(bank.deps);
    await watchAudit(bank.deps);
    expect(await alarms('AUDIT_BACKLOG')).toMatchObject([{ severity: 'HIGH' }]);
  });

  it('are as many again where no checkpoint reaches the folder outside', async () => {
    await sealAll(bank.deps);
    await later(9 * 60_000);
    await watchAudit(bank.deps);
    expect(await alarms('AUDIT_BACKLOG')).toHaveLength(1);
    await later(2 * 60_000);
    await watchAudit(bank.deps);
    expect((await alarms('AUDIT_BACKLOG')).at(-1)).toMatchObject({ description: expect.stringContaining('outside') });
    await checkpointForExport(bank.deps);
  });
});

describe('a record that nobody verifies', () => {
  it('raises one alarm a day, which a verification that breaks off does not silence', async () => {
    await later(27 * 3_600_000);
    await bank.owner(
      `insert into audit_verification_step (id, run_id, at, state) select uuidv7(), uuidv7(), ?::timestamptz, 'BROKEN_OFF'`,
      [bank.now()],
    );
    await watchAudit(bank.deps);
    await watchAudit(bank.deps);
    expect(await alarms('AUDIT_UNVERIFIED')).toMatchObject([{ severity: 'HIGH' }]);
    await runVerification(bank.deps, '');
    await later(25 * 3_600_000);
    await watchAudit(bank.deps);
    expect(await alarms('AUDIT_UNVERIFIED')).toHaveLength(1);
  });
});
