import type { UserId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../context.ts';
import { asDomainError } from '../../failures.ts';
import { createReadiness } from '../../http/health.ts';
import { createTestBank, type TestBank } from '../../testing.ts';
import { makePeople, readAllTheTime, ringEntry, withRings } from '../../testing/sealed-people.ts';
import { recordTest } from '../../testing/test-record.ts';
import { createVault, openVault } from '../../vault.ts';
import { keyStatus } from './key-status.service.ts';
import { assertKeysHeld } from './keys-held.service.ts';
import { rotateKek } from './rotate-kek.service.ts';
import { tellStatus } from './tell-keys.ts';

const ring = [ringEntry(1), ringEntry(2), ringEntry(3)] as const;
let bank: TestBank;
let both: Deps;
beforeAll(async () => {
  bank = await createTestBank({ env: { KEK_RING: ring[0] } });
  both = withRings(bank, { KEK_RING: `${ring[0]},${ring[1]}` });
});
afterAll(() => bank.close());

const versions = () =>
  bank.owner('select kek_version as version, count(*)::int as n from data_key group by 1 order by 1');
const facts = async () =>
  (
    await bank.owner<{ action: string }>(
      `select action from audit_event where action like 'key_rotation.%' order by at, id`,
    )
  ).map(({ action }) => action.slice('key_rotation.'.length));
const kekStatus = async (deps: Deps) => {
  const [kek] = await keyStatus(deps);
  return kek?.versions.map(({ version, standing }) => `${version} ${standing}`);
};
/** What a process with the newer ring does meanwhile: takes a person in, and reads them. */
async function takeIn(deps: Deps, id: UserId): Promise<string> {
  const em = deps.orm.em.fork();
  const place = { table: 'customer', column: 'ssn_encrypted', rowId: id };
  const token = await em.transactional(async (tx) => {
    await tx.execute('delete from data_key where user_id = ?', [id]);
    recordTest(tx, deps.clock());
    return createVault({ deps, em: tx, now: deps.clock() }, id).seal(place, 'kept');
  });
  const again = await openVault({ deps, em: deps.orm.em.fork(), now: deps.clock() }, id);
  return again.open(place, token);
}

describe('a rotation of the key-encryption key', () => {
  it('by two processes at once renews everybody once, while others read and write under either key', async () => {
    const ids = await makePeople(bank, { count: 300 });
    expect(await kekStatus(both)).toEqual(['2 current', '1 in use']);
    const reader = readAllTheTime(both, ids.slice(0, 200));
    const late = ids.at(-1) ?? expect.unreachable();
    const progress: number[] = [];
    const [one, two, kept] = await Promise.all([
      rotateKek(both, { atOnce: 7, onProgress: ({ done }) => progress.push(done) }),
      rotateKek(both, { atOnce: 7 }),
      takeIn(both, late),
    ]);
    expect(await reader.stop()).toMatchObject({ failed: 0 });
    expect(kept).toBe('kept');
    expect(one.renewed + two.renewed).toBeGreaterThanOrEqual(299);
    expect(one.renewed + two.renewed).toBeLessThanOrEqual(300);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(await versions()).toEqual([{ version: 2, n: 300 }]);
    expect(await facts()).toEqual(['started', 'resumed', 'finished']);
    expect(await kekStatus(both)).toEqual(['2 current', '1 retired']);
  });

  it('has nothing to do a second time, and leaves no run behind', async () => {
    expect(await rotateKek(both)).toEqual({ renewed: 0, failed: [] });
    expect(await facts()).toHaveLength(3);
  });

  it('can be retired: what is sealed opens without the old key', async () => {
    const [id = expect.unreachable()] = await makePeople({ ...bank, deps: both }, { count: 1, from: 1_000 });
    const alone = withRings(bank, { KEK_RING: ring[1] });
    await expect(openVault({ deps: alone, em: alone.orm.em.fork(), now: bank.now() }, id)).resolves.toBeDefined();
    expect(await kekStatus(alone)).toEqual(['2 current']);
  });

  it('is refused to a process whose ring is older, or lacks a key in use', async () => {
    await expect(rotateKek(bank.deps)).rejects.toThrow('KEK_RING: the bank already uses version 2');
    const without = withRings(bank, { KEK_RING: ring[2] });
    await expect(rotateKek(without)).rejects.toThrow('KEK_RING: version 2 is still in use');
    expect(tellStatus(await keyStatus(without))).toContain('version 2: 301 data keys, MISSING from the ring');
    expect(await versions()).toEqual([{ version: 2, n: 301 }]);
  });

  it('meets a process that lacks the key as something to try again elsewhere, never as damage', async () => {
    const [row] = await bank.owner<{ id: UserId }>('select user_id as id from data_key');
    const id = row?.id ?? expect.unreachable();
    const opening = openVault({ deps: bank.deps, em: bank.deps.orm.em.fork(), now: bank.now() }, id);
    const error = await opening.catch((reason: unknown) => reason);
    expect(asDomainError(error)).toMatchObject({ code: 'UNAVAILABLE', kind: 'unavailable' });
    expect(await bank.owner(`select id from security_event where event_type = 'CORRUPTED_CIPHERTEXT'`)).toEqual([]);
    expect(await createReadiness(bank.deps).reason()).toBe('keys');
    await expect(assertKeysHeld(bank.deps)).rejects.toThrow('KEK_RING version 2: in use in this database');
    const early = withRings(bank, { KEK_RING: `${ring[0]},${ring[1]}:open` });
    expect(await createReadiness(early).reason()).toBeNull();
    expect(await kekStatus(early)).toEqual(['2 next', '1 current']);
    expect(await versions()).toEqual([{ version: 2, n: 301 }]);
  });

  it('that went to a key which is no longer the newest ends in favour of the newer one', async () => {
    await bank.owner(
      `insert into key_rotation (id, kind, to_version, total, done, started_at) values (gen_random_uuid(), 'kek', 2, 9, 4, now())`,
    );
    const newer = withRings(bank, { KEK_RING: ring.join(',') });
    expect(tellStatus(await keyStatus(newer))).toContain('a run to version 2 stands at 4 of 9');
    expect(await rotateKek(newer)).toMatchObject({ renewed: 301 });
    expect((await facts()).slice(3)).toEqual(['superseded', 'started', 'finished']);
  });

  it('leaves a damaged key as it is, reports it, and renews all others', async () => {
    const older = withRings(bank, { KEK_RING: ring[0] });
    const [damaged, whole] = await makePeople({ ...bank, deps: older }, { count: 2, from: 2_000 });
    await bank.owner(
      `update data_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) where user_id = ?`,
      [damaged],
    );
    const newer = withRings(bank, { KEK_RING: ring.join(',') });
    expect(await rotateKek(newer)).toEqual({ renewed: 1, failed: [damaged] });
    expect(await bank.owner('select kek_version from data_key where user_id = ?', [whole])).toEqual([
      { kek_version: 3 },
    ]);
    const events = await bank.owner(
      `select severity from security_event where event_type = 'CORRUPTED_CIPHERTEXT' and user_id = ?`,
      [damaged],
    );
    expect(events).toEqual([{ severity: 'CRITICAL' }]);
    expect(await kekStatus(newer)).toEqual(['3 current', '2 retired', '1 in use']);
  });
});
