import { openOrm } from '@ostiary/db';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { FORGERIES, type Forgery } from '../../testing/audit-forgery.ts';
import { sealAll, writeRecords } from '../../testing/audit-records.ts';
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts';
import { checkpointForExport } from './copy.service.ts';
import { outsideFolder } from './outside.ts';
import { verifyAudit } from './verify-tree.ts';

const BATCH = 20;
const BATCHES = 12;
const SIZE = BATCH * BATCHES + 1;
const PLACES = 20;
/** A range may be no wider than what was sealed between two checkpoints outside. */
const WIDEST = BATCH;

let bank: TestDeps;
let root: Awaited<ReturnType<typeof openOrm>>;
beforeAll(async () => {
  bank = await openTestDeps();
  // What the catalogue of a new bank wrote.
  await sealAll(bank.deps);
  await checkpointForExport(bank.deps);
  for (let batch = 0; batch < BATCHES; batch++) {
    await writeRecords(bank.deps.orm.em.fork(), BATCH, bank.now());
    await sealAll(bank.deps);
    await checkpointForExport(bank.deps);
  }
  const url = Object.assign(new URL(inject('cluster').superuserUrl), { pathname: new URL(bank.databaseUrl).pathname });
  root = await openOrm({ url: url.href, isOwner: true, poolMax: 1 });
});
afterAll(async () => {
  await root.close(true);
  await bank.close();
});

/** Park–Miller: the same places in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Forges as the superuser, verifies what is then there, and takes it all back. */
async function afterForging(forgery: Forgery, { at, random }: { at: number; random: () => number }) {
  const em = root.em.fork();
  await em.begin();
  try {
    await em.execute(`set local session_replication_role = 'replica'`);
    await FORGERIES[forgery]({ em, at, random });
    const { verifiers } = bank.deps.keys.checkpoint;
    return await verifyAudit({ em, folder: outsideFolder(bank.deps.env), verifiers });
  } finally {
    await em.rollback();
  }
}

describe('verification', () => {
  it('finds nothing in a record that nobody touched', async () => {
    const { verifiers } = bank.deps.keys.checkpoint;
    const folder = outsideFolder(bank.deps.env);
    const verified = await verifyAudit({ em: bank.deps.orm.em.fork(), folder, verifiers });
    expect(verified).toMatchObject({ checked: SIZE, faults: [] });
    expect(verified.checkpoints).toBe(2 * BATCHES + 2);
  });

  it.each(Object.keys(FORGERIES) as Forgery[])('detects and locates %s at 20 random places', async (forgery) => {
    const random = randomFrom(20_261_121 + forgery.length * 7_919 + forgery.charCodeAt(0));
    const wrong: unknown[] = [];
    for (let place = 0; place < PLACES; place++) {
      const at = Math.floor(random() * (SIZE - 6));
      const { faults } = await afterForging(forgery, { at, random });
      const [first] = faults;
      const isLocated =
        first !== undefined &&
        (first.kind === 'TAIL_MISSING'
          ? first.index === at
          : first.index <= at && first.to >= at && first.to - first.index < WIDEST);
      if (!isLocated) wrong.push({ at, first });
    }
    expect(wrong, `${PLACES - wrong.length} of ${PLACES} located`).toEqual([]);
  });
});
