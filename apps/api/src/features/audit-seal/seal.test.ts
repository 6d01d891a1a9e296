import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKPOINT_ORIGIN, parseCheckpointText } from '@ostiary/domain/checkpoint';
import { newDataKey, nodeHash, noteSigner } from '@ostiary/domain/crypto';
import { verifyInclusion } from '@ostiary/domain/merkle';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sealAll, writeRecords } from '../../testing/audit-records.ts';
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts';
import { checkpointForExport, copyCheckpoint } from './copy.service.ts';
import { outsideFolder } from './outside.ts';
import { newestCheckpoint, proofOf } from './proof.service.ts';
import { sealAudit } from './seal.service.ts';

let bank: TestDeps;
beforeAll(async () => {
  bank = await openTestDeps();
  await sealAll(bank.deps);
});
afterAll(() => bank.close());

const em = () => bank.deps.orm.em.fork();
const write = (count: number) => writeRecords(em(), count, bank.now());
const sizeOf = async () => (await newestCheckpoint(em()))?.size ?? 0;
const outOfOrder = () =>
  bank.owner(`select s.index from audit_seal s join audit_seal before on before.index = s.index - 1
    where (before.xid, before.event_id) >= (s.xid, s.event_id)`);
const unsealed = () =>
  bank.owner(`select id from audit_event e where not exists (select from audit_seal s where s.event_id = e.id)`);

describe('the sealer', () => {
  it('puts every record of a finished transaction into the tree, and signs it', async () => {
    const before = await sizeOf();
    await write(37);
    expect(await sealAll(bank.deps)).toBe(37);
    const newest = await newestCheckpoint(em());
    const text = bank.deps.keys.checkpoint.signer.open(newest?.note ?? '');
    expect(parseCheckpointText(text ?? '')).toMatchObject({ size: before + 37 });
    expect(await sealAudit(bank.deps)).toBe(0);
  });

  it('proves each record against the newest checkpoint', async () => {
    await write(5);
    await sealAll(bank.deps);
    const rows = await bank.owner<{ id: string }>('select event_id as id from audit_seal order by index');
    for (const { id } of rows) {
      const proof = await proofOf(em(), id);
      const bytes = (text: string) => Buffer.from(text, 'base64');
      const { checkpoint, index, leaf } = proof ?? expect.fail('no proof');
      const inclusion = { index, size: checkpoint.size, leaf: bytes(leaf), proof: proof?.proof.map(bytes) ?? [] };
      expect(verifyInclusion(nodeHash, inclusion, checkpoint.root), `record ${index}`).toBe(true);
    }
  });

  it('has no proof of what is not sealed, or of nothing', async () => {
    await write(1);
    const [fresh] = await unsealed();
    expect(await proofOf(em(), String(fresh?.['id']))).toBeNull();
    expect(await proofOf(em(), '018f0000-0000-7000-8000-000000000000')).toBeNull();
  });

  it('waits for a transaction that is still open, and skips nothing of it', async () => {
    await sealAll(bank.deps);
    const open = em();
    await open.begin();
    await writeRecords(open, 3, bank.now());
    await write(4);
    expect(await sealAudit(bank.deps)).toBe(0);
    await open.commit();
    await write(2);
    expect(await sealAll(bank.deps)).toBe(9);
    expect(await unsealed()).toEqual([]);
    expect(await outOfOrder()).toEqual([]);
  });

  it('does no harm beside other sealers', async () => {
    const before = await sizeOf();
    const writing = Array.from({ length: 12 }, () => write(5));
    const sealing = Array.from({ length: 12 }, () => sealAudit(bank.deps));
    await Promise.all([...writing, ...sealing]);
    await sealAll(bank.deps);
    expect(await sizeOf()).toBe(before + 60);
    expect(await outOfOrder()).toEqual([]);
    expect(await bank.owner('select id from audit_seal_refusal')).toEqual([]);
  });

  it('begins again where one was killed before it signed', async () => {
    const before = await sizeOf();
    await write(20);
    const { signer } = bank.deps.keys.checkpoint;
    const dying = { ...signer, sign: (): string => expect.fail('killed') };
    const keys = { ...bank.deps.keys, checkpoint: { ...bank.deps.keys.checkpoint, signer: dying } };
    await vi.waitFor(() => expect(sealAudit({ ...bank.deps, keys })).rejects.toThrow('killed'));
    expect(await sizeOf()).toBe(before);
    expect(await sealAll(bank.deps)).toBe(20);
  });
});

describe('the copy outside', () => {
  const folder = () => outsideFolder(bank.deps.env);
  const newest = () => readFileSync(join(folder(), 'checkpoint'), 'utf8');

  it('keeps the first checkpoint at once, and the next after a minute', async () => {
    await copyCheckpoint(bank.deps);
    const first = newest();
    await write(1);
    await sealAll(bank.deps);
    await copyCheckpoint(bank.deps);
    expect(newest()).toBe(first);
    await bank.setNow(new Date(bank.now().getTime() + 60_000));
    await copyCheckpoint(bank.deps);
    expect(newest()).toBe((await newestCheckpoint(em()))?.note);
    expect(readdirSync(folder())).toHaveLength(3);
  });

  it('is readable by others, in a folder that only its owner may change', () => {
    expect(statSync(folder()).mode & 0o022).toBe(0);
    expect(statSync(join(folder(), 'checkpoint')).mode & 0o022).toBe(0);
  });

  it('is what an export is made against', async () => {
    await write(3);
    await sealAll(bank.deps);
    const checkpoint = await checkpointForExport(bank.deps);
    expect(checkpoint?.note).toBe(newest());
    expect(checkpoint?.size).toBe(await sizeOf());
    expect(await unsealed()).toEqual([]);
  });

  it('leaves nothing half-written behind', () => {
    expect(readdirSync(folder()).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('a tree that is not the one that was signed', () => {
  const refusals = () => bank.owner<{ reason: string }>('select reason from audit_seal_refusal order by at, id');
  const alarms = () =>
    bank.owner(`select severity from security_event where event_type = 'AUDIT_TAMPERED' and severity = 'CRITICAL'`);
  const pointer = () => join(outsideFolder(bank.deps.env), 'checkpoint');

  /** What the sealer refuses for: once noted, once told, and nothing signed. */
  async function refusal(): Promise<string | undefined> {
    const [size, told, alarmed] = [await sizeOf(), await refusals(), await alarms()];
    await write(1);
    await vi.waitFor(async () => {
      expect(await sealAudit(bank.deps)).toBe(0);
      expect((await refusals()).length).toBeGreaterThan(told.length);
    });
    expect(await sealAudit(bank.deps)).toBe(0);
    const [fresh, ...more] = (await refusals()).slice(told.length);
    expect(more).toEqual([]);
    expect(await alarms()).toHaveLength(alarmed.length + 1);
    expect(await sizeOf()).toBe(size);
    return fresh?.reason;
  }

  /** Spoils the newest checkpoint outside, and mends it after. */
  async function refusalOf(note: string | null): Promise<string | undefined> {
    await sealAll(bank.deps);
    await checkpointForExport(bank.deps);
    const right = readFileSync(pointer(), 'utf8');
    if (note === null) rmSync(outsideFolder(bank.deps.env), { recursive: true });
    else writeFileSync(pointer(), note);
    const reason = await refusal();
    mkdirSync(outsideFolder(bank.deps.env), { recursive: true });
    writeFileSync(pointer(), right);
    await bank.setNow(new Date(bank.now().getTime() + 1_000));
    expect(await sealAll(bank.deps)).toBeGreaterThan(0);
    return reason;
  }
  const other = noteSigner(CHECKPOINT_ORIGIN, newDataKey());
  const signed = (size: number) =>
    bank.deps.keys.checkpoint.signer.sign(`${CHECKPOINT_ORIGIN}\n${size}\n${newDataKey().toString('base64')}\n`);

  it.each([
    ['was signed by another key', () => other.sign(`${CHECKPOINT_ORIGIN}\n1\n${newDataKey().toString('base64')}\n`)],
    ['was cut', () => signed(5).slice(0, -20)],
    ['is empty', () => ''],
  ])('is refused where the newest outside %s', async (_, note) => {
    expect(await refusalOf(note())).toBe('OUTSIDE_UNREADABLE');
  });

  it('is refused where the newest outside has another root', async () => {
    expect(await refusalOf(signed(await sizeOf()))).toBe('TREE_DIFFERS');
  });

  it('is refused where it is shorter than the newest outside', async () => {
    expect(await refusalOf(signed((await sizeOf()) + 1_000))).toBe('TREE_SHORTER');
  });

  it('is refused where an older one lies outside than was copied there', async () => {
    expect(await refusalOf(signed(1))).toBe('OUTSIDE_LOST');
  });

  it('is refused where the folder was emptied', async () => {
    expect(await refusalOf(null)).toBe('OUTSIDE_LOST');
  });
});
