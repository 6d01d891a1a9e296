import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditExportFilter, AuditExportView } from '@ostiary/domain/audit';
import { EXPORT_FORMAT, ExportEnd, ExportHeader, ExportRecord } from '@ostiary/domain/checkpoint';
import { leafHash, nodeHash, sha256 } from '@ostiary/domain/crypto';
import { verifyInclusion } from '@ostiary/domain/merkle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { sealAll } from '../../testing/audit-records.ts';
import { plantEvents } from '../../testing/audit-rows.ts';
import { claimRun } from './export-claim.ts';
import { runExport } from './export-run.ts';
import { sweepExports } from './export-sweep.ts';

let bank: TestBank;
let auditor: SignedInStaff;
let server: Server;
let origin: string;
beforeAll(async () => {
  bank = await createTestBank();
  auditor = await bank.staff('auditor');
  server = bank.staffApp.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has a TCP address
}, 60_000);
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await bank.close();
});

const CODE = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const LONG_AGO = Date.parse('2020-01-01T00:00:00Z');
const ago = (seconds: number) => new Date(LONG_AGO + seconds * 1_000);
const period = (from: number, to: number) => ({ from: ago(from).toISOString(), to: ago(to).toISOString() });
const api = () => auditor.api.audit.exports;
const later = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));
const stored = async () =>
  (await readdir(join(bank.deps.env.DATA_DIR, 'exports'), { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
const get = (path: string, who: { access: string } | null = auditor) =>
  fetch(origin + path, who === null ? {} : { headers: { authorization: `Bearer ${who.access}` } });
const recorded = (action: string) => bank.owner('select 1 from audit_event where action = ?', [action]);

async function exported(format: AuditExportView['format'], filter: AuditExportFilter) {
  const { id } = await api().start({ format, filter });
  await runExport(bank.deps, id);
  const view = await api().get({ id });
  return { view, text: view.download === null ? '' : await (await get(view.download)).text() };
}

describe('a table of the audit log', () => {
  it('holds what the filter lets through, oldest first, and no cell that a spreadsheet would compute', async () => {
    const agents = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=x',
      ' =cmd|x',
      '|calc',
      '%x',
      '=cmd|"/C calc"!A0',
      'two\r\nlines',
      'plain, "quoted"',
    ];
    await plantEvents(bank, [
      { at: ago(1), action: 'case.claimed' },
      ...agents.map((agent, at) => ({ at: ago(2 + at), agent })),
    ]);
    const { view, text } = await exported('CSV', { ...period(0, 100), action: ['case.viewed'] });
    expect(view).toMatchObject({ state: 'READY', rows: agents.length, progress: 1, isMine: true, failedBecause: null });
    expect(view.sizeBytes).toBe(Buffer.byteLength(text) + 3); // fetch's text() leaves the BOM out
    for (const agent of agents) {
      const cell = agent.replaceAll('"', '""').replaceAll(/[\t\r\n]+/g, ' ');
      expect(text).toContain(/^\s*[=+\-@|%]/.test(agent) ? `,"'${cell}",` : `,"${cell}",`);
    }
    expect(text).not.toMatch(/(^|,|\n)"\s*[=+\-@|%]/);
    expect(text.trimEnd().split('\r\n')).toHaveLength(agents.length + 1);
    expect(text).not.toContain('case.claimed');
  });

  it('is told while it is made, and starts over once its worker was killed', async () => {
    await plantEvents(bank, [{ at: ago(200) }, { at: ago(201) }]);
    const { id } = await api().start({ format: 'CSV', filter: period(200, 300) });
    expect(await api().get({ id })).toMatchObject({ state: 'WAITING', progress: 0, download: null });
    const killed = await claimRun(bank.deps, id);
    const part = await bank.deps.ports.exports.create(killed?.storageKey ?? '');
    part.stream.end('half a fi');
    expect(await api().get({ id })).toMatchObject({ state: 'RUNNING', rows: 0 });
    expect(await claimRun(bank.deps, id)).toBeNull(); // it may still live
    await later(61);
    await sweepExports(bank.deps);
    await bank.runJobs();
    expect(await api().get({ id })).toMatchObject({ state: 'READY', rows: 2 });
    expect(await stored()).not.toContain(`${killed?.storageKey}.part`);
    await part.discard();
  });

  it('fails for good once it was killed three times', async () => {
    const { id } = await api().start({ format: 'CSV', filter: period(200, 300) });
    for (let run = 1; run <= 3; run += 1) {
      expect(await claimRun(bank.deps, id)).toMatchObject({ run });
      await later(61);
    }
    await runExport(bank.deps, id);
    expect(await api().get({ id })).toMatchObject({ state: 'FAILED', failedBecause: 'INTERRUPTED', download: null });
  });

  it('is given up when it is cancelled, by nobody but who asked for it', async () => {
    const other = await bank.newStaff('auditor');
    const { id } = await api().start({ format: 'CSV', filter: period(200, 300) });
    const run = await claimRun(bank.deps, id);
    await expect(other.api.audit.exports.cancel({ id })).rejects.toEqual(CODE('NOT_FOUND'));
    expect(await api().cancel({ id })).toMatchObject({ state: 'CANCELLED' });
    expect(await api().cancel({ id })).toMatchObject({ state: 'CANCELLED' });
    await runExport(bank.deps, id);
    expect((await api().get({ id })).state).toBe('CANCELLED');
    await sweepExports(bank.deps);
    const left = await bank.owner('select storage_key from audit_export where id = ?', [id]);
    expect([left, run?.run]).toEqual([[{ storage_key: null }], 1]);
  });

  it('is one of three that a person waits for', async () => {
    const ids = [];
    for (let at = 0; at < 3; at += 1) ids.push((await api().start({ format: 'CSV', filter: {} })).id);
    await expect(api().start({ format: 'CSV', filter: {} })).rejects.toEqual(CODE('RATE_LIMITED'));
    for (const id of ids) await api().cancel({ id });
    expect((await api().list()).items.slice(0, 3).map(({ id }) => id)).toEqual(ids.toReversed());
  });
});

describe('a file with proofs', () => {
  const lines = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);

  function read(text: string) {
    const [head, ...rest] = lines(text);
    const header = ExportHeader.parse(head);
    const end = ExportEnd.parse(rest.at(-1));
    const records = rest.slice(0, -1).map((line) => ExportRecord.parse(line));
    return { header, end, records };
  }

  function isProved(header: ExportHeader, { index, canonical, proof }: ExportRecord) {
    const [, size, root = ''] = header.checkpoint.split('\n');
    const hashes = proof.map((hash) => Buffer.from(hash, 'base64'));
    const inclusion = { index, size: Number(size), leaf: leafHash(canonical), proof: hashes };
    return verifyInclusion(nodeHash, inclusion, Buffer.from(root, 'base64'));
  }

  it('proves each record of a whole period, and that none is missing', async () => {
    const planted = await plantEvents(
      bank,
      [500, 501, 502].map((at) => ({ at: ago(at) })),
    );
    await sealAll(bank.deps);
    const { view, text } = await exported('JSONL', period(500, 503));
    const { header, records, end } = read(text);
    expect(view).toMatchObject({ state: 'READY', rows: 3, sha256: sha256(Buffer.from(text)).toString('hex') });
    expect(header).toMatchObject({ format: EXPORT_FORMAT, filter: null, ...period(500, 503) });
    expect(header.range).toEqual({ first: records[0]?.index, end: (records[2]?.index ?? 0) + 1 });
    expect(records.every((record) => isProved(header, record))).toBe(true);
    expect(records.map(({ canonical }) => (JSON.parse(canonical) as { id: string }).id)).toEqual(planted.toSorted());
    expect(end.count).toBe(3);
  });

  it('is accepted by the program that needs neither server nor database, until a record is taken out', async () => {
    const { text } = await exported('JSONL', period(500, 503));
    const folder = await mkdtemp(join(tmpdir(), 'audit-export-'));
    const { checkpoints, verifierKey } = await auditor.api.audit.verification();
    await writeFile(join(folder, 'checkpoint'), checkpoints[0]?.note ?? '');
    const verify = async (content: string) => {
      await writeFile(join(folder, 'export.jsonl'), content);
      const program = join(import.meta.dirname, '../../../../../packages/verify/src/ostiary-verify.ts');
      const files = [join(folder, 'export.jsonl'), '--checkpoint', join(folder, 'checkpoint'), '--key', verifierKey];
      return spawnSync(process.execPath, [program, ...files], { encoding: 'utf8' });
    };
    expect(await verify(text)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^OK: 3 records .*none missing/),
    });
    const cut = text.split('\n').toSpliced(2, 1).join('\n');
    expect(await verify(cut)).toMatchObject({ status: 1, stderr: expect.stringMatching(/Record \d+ is missing/) });
    await rm(folder, { recursive: true });
  });

  it('proves what a filter left, and says what it was', async () => {
    const [, wanted] = await plantEvents(bank, [
      { at: ago(600) },
      { at: ago(600), ip: '203.0.113.9' },
      { at: ago(600) },
    ]);
    await sealAll(bank.deps);
    const { header, records } = read((await exported('JSONL', { ...period(600, 601), ip: '203.0.113.0/24' })).text);
    expect(header).toMatchObject({ range: null, filter: { ip: '203.0.113.0/24' } });
    expect(records.map(({ canonical }) => (JSON.parse(canonical) as { id: string }).id)).toEqual([wanted]);
    expect(records.every((record) => isProved(header, record))).toBe(true);
  });

  it('gives the same proof for one record, once it is sealed', async () => {
    const [id = ''] = await plantEvents(bank, [{ at: ago(700) }]);
    await expect(auditor.api.audit.proof({ id })).rejects.toEqual(CODE('NOT_SEALED_YET'));
    await sealAll(bank.deps);
    const { checkpoint, canonical, index, proof } = await auditor.api.audit.proof({ id });
    const header = { checkpoint } as ExportHeader; // all that is read of it
    expect(isProved(header, { index, canonical, proof, after: null })).toBe(true);
    expect(await auditor.api.audit.event({ id })).toMatchObject({ index, sealed: true, canonical });
    await expect(auditor.api.audit.proof({ id: '01890000-0000-7000-8000-000000000000' })).rejects.toEqual(
      CODE('NOT_FOUND'),
    );
  });
});

describe('the download', () => {
  it('is an attachment for who may export, on record each time, and for nobody else', async () => {
    const { view } = await exported('CSV', period(0, 1));
    const path = view.download ?? '';
    const before = (await recorded('audit.export-downloaded')).length;
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename=ostiary-audit-\d{4}-\d\d-\d\d\.csv$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get(path, null)).status).toBe(401);
    for (const role of ['reviewer', 'admin'] as const)
      expect((await get(path, await bank.staff(role))).status).toBe(403);
    expect((await get('/audit-exports/nothing')).status).toBe(404);
    expect((await get('/audit-exports/01890000-0000-7000-8000-000000000000')).status).toBe(404);
    expect(await recorded('audit.export-downloaded')).toHaveLength(before + 1);
  });

  it('lies sealed in the store, and is gone after a week', async () => {
    const { view } = await exported('CSV', { from: new Date(bank.now().getTime() - 60_000).toISOString() });
    expect(await stored()).not.toEqual([]);
    await later(7 * 24 * 3_600 + 1);
    expect((await get(view.download ?? '', await bank.newStaff('auditor'))).status).toBe(404);
    await sweepExports(bank.deps);
    expect(await stored()).toEqual([]);
    auditor = await bank.newStaff('auditor');
    expect(await api().get({ id: view.id })).toMatchObject({ state: 'REMOVED', download: null });
  });
});

describe('the verification', () => {
  it('is asked for once, by whoever presses first, and tells what it found', async () => {
    const asked = await auditor.api.audit.verify();
    const again = await (await bank.newStaff('auditor')).api.audit.verify();
    expect(again.id).toBe(asked.id);
    expect((await auditor.api.audit.verification()).running?.id).toBe(asked.id);
    await bank.runJobs();
    const state = await auditor.api.audit.verification();
    expect(state).toMatchObject({ running: null, last: { id: asked.id, state: 'PASSED', fault: null } });
    expect(state.checkpoints[0]?.note).toContain('ostiary.example/audit\n');
    expect(state.verifierKey).toMatch(/^ostiary\.example\/audit\+/);
    expect(await recorded('audit.verification-asked')).toHaveLength(1);
  });
});

describe('a log whose tree was damaged by whoever owns the database', () => {
  const byForce = (table: string) =>
    bank.owner(
      `alter table ${table} disable trigger user; delete from ${table}; alter table ${table} enable trigger user`,
    );

  it('is not exported with proofs that do not hold', async () => {
    await byForce('audit_subtree');
    const { view } = await exported('JSONL', {});
    expect(view).toMatchObject({ state: 'FAILED', failedBecause: 'SEAL_BROKEN', download: null });
  });

  it('is not exported without a checkpoint to hold it against', async () => {
    await byForce('audit_checkpoint_copy');
    const { view } = await exported('JSONL', {});
    expect(view).toMatchObject({ state: 'FAILED', failedBecause: 'NOTHING_SEALED', download: null });
  });
});
