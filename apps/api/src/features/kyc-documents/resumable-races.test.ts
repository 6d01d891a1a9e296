import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInCustomer, samplePicture, type TestBank, upload } from '../../testing.ts';
import { announce, type Heard, listenTo, MATCHED, patch, type Speaker, unmatched } from '../../testing/resumable.ts';

let bank: TestBank;
let door: Awaited<ReturnType<typeof listenTo>>;
let jpeg: Buffer;

beforeAll(async () => {
  bank = await createTestBank();
  door = await listenTo(bank.publicApp);
  jpeg = await samplePicture('jpeg', 6);
});
afterAll(async () => {
  door.close();
  await bank.close();
});

const FIFTY = Array.from({ length: 50 }, (_, index) => index);
const speakerOf = ({ access }: SignedInCustomer): Speaker => ({ origin: door.origin, access });

/** As a client does: waits and tries again when told to. */
async function patiently(work: () => Promise<Heard & { id?: string }>): Promise<Heard & { id?: string }> {
  for (let tries = 0; tries < 100; tries++) {
    const heard = await work();
    if (heard.status !== 429) return heard;
    await wait(50);
  }
  throw new Error('never let in');
}

/** The status the whole upload ended with. */
async function sendPieces(who: Speaker, document_number: string): Promise<number> {
  const texts = { document_type: 'PASSPORT', document_number };
  const begun = await patiently(() => announce(who, { texts, size: jpeg.length }));
  if (begun.status !== 201) return begun.status;
  const half = Math.floor(jpeg.length / 2);
  const first = await patiently(() => patch(who, begun.id ?? '', { offset: 0, bytes: jpeg.subarray(0, half) }));
  if (first.status !== 204) return first.status;
  return (await patiently(() => patch(who, begun.id ?? '', { offset: half, bytes: jpeg.subarray(half) }))).status;
}

async function sendForm({ access }: SignedInCustomer, documentNumber: string): Promise<number> {
  const file = { name: 'a.jpg', mediaType: 'image/jpeg', bytes: jpeg };
  return (await upload(bank, access, { documentType: 'PASSPORT', documentNumber, file })).status;
}

const won = (statuses: number[]) => statuses.filter((status) => status === 204 || status === 201);
const lost = (statuses: number[]) => statuses.filter((status) => status === 409);

describe('fifty resumable uploads at once', () => {
  it(
    'of one document by one customer: one wins, all others are told that it exists',
    { timeout: 120_000 },
    async () => {
      const customer = await bank.customer();
      const statuses = await Promise.all(FIFTY.map(() => sendPieces(speakerOf(customer), 'W7000001')));
      expect([won(statuses).length, lost(statuses).length]).toEqual([1, 49]);
      expect((await customer.api.documents.list()).count).toBe(1);
      expect(await unmatched(bank)).toEqual(MATCHED);
    },
  );

  it('of one number by fifty customers, half of them by the form: one wins', { timeout: 240_000 }, async () => {
    const customers: SignedInCustomer[] = [];
    for (const _ of FIFTY) customers.push(await bank.customer());
    const statuses = await Promise.all(
      customers.map((customer, index) =>
        index % 2 === 0 ? sendPieces(speakerOf(customer), 'W7000002') : sendForm(customer, 'W7000002'),
      ),
    );
    expect([won(statuses).length, lost(statuses).length]).toEqual([1, 49]);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });
});
