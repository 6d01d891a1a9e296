import { KycDocument } from '@ostiary/db';
import { blindIndex } from '@ostiary/domain/crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { insertCase, type QueuedCase } from '../../testing/queue-rows.ts';
import { recordTest } from '../../testing/test-record.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
let jose: QueuedCase;
let stone: QueuedCase;
afterAll(() => bank.close());

async function insertDocument({ id, customerId }: QueuedCase, number: string, keyVersion: number): Promise<void> {
  const { orm, keys } = bank.deps;
  const em = orm.em.fork();
  const now = bank.now();
  recordTest(em, now);
  em.persist(
    em.create(KycDocument, {
      id: uuidv7(),
      applicationId: id,
      customerId,
      requirement: 'photo_id',
      documentType: 'PASSPORT',
      side: 'FRONT',
      status: 'PENDING',
      issuer: 'US',
      mediaType: 'image/jpeg',
      sizeBytes: 9,
      fileHash: '0'.repeat(64),
      numberEncrypted: 'gAAAAx',
      fileNameEncrypted: 'gAAAAx',
      wrappedKey: Buffer.alloc(1),
      storageKey: number,
      numberIndex: blindIndex(keys.blindIndex.key(keyVersion), 'document-PASSPORT', number),
      indexKeyVersion: keyVersion,
      uploadedAt: now,
      updatedAt: now,
    } as never), // columns by name; ids without their brands
  );
  await em.flush();
}

const RING = '2:oPF4hRkFhAjJbbTTXrzuBcJWmzXFDsH4mdIUyLWjxcU,1:2ZX1pVb9rXKzFD2dLpyrBCK0J5tGu3OdTc8xWqmvE7Y';

beforeAll(async () => {
  bank = await createTestBank({ env: { BLIND_INDEX_KEYS: RING } });
  reviewer = await bank.staff('reviewer');
  jose = await insertCase(bank, { firstName: 'José-María', lastName: 'Núñez O’Brien', status: 'APPROVED' });
  stone = await insertCase(bank, { firstName: 'Avery', lastName: 'Stone' });
  await insertCase(bank, { firstName: 'Ravi', lastName: 'देवनागरी' });
  await insertDocument(jose, 'X1234567', 1);
  await insertDocument(stone, 'ABCDEFGH', 2);
});

const find = async (search: string, tab: 'all' | 'waiting' = 'all') =>
  (await reviewer.api.review.queue({ tab, search })).results.map(({ id }) => id);

describe('a search of the queue', () => {
  it('finds a customer number, with or without spaces, in either case', async () => {
    expect(await find(stone.number)).toEqual([stone.id]);
    expect(await find(` ${stone.number.slice(0, 4).toLowerCase()} ${stone.number.slice(4)}`)).toEqual([stone.id]);
  });

  it('finds an e-mail address as a whole only', async () => {
    expect(await find(stone.email.toUpperCase())).toEqual([stone.id]);
    expect(await find(stone.email.slice(1))).toEqual([]);
    expect(await find(stone.email.replace('queued', '%'))).toEqual([]);
  });

  it('finds a document number under the current key and an older one', async () => {
    expect(await find('x 1234-567')).toEqual([jose.id]);
    expect(await find('abcdefgh')).toEqual([stone.id]);
    expect(await find('X123456')).toEqual([]);
  });

  it('finds what was typed into the application, an owner’s number too, but nothing that is only like one', async () => {
    const { keys } = bank.deps;
    const give = (kind: string, scope: string, value: string) =>
      bank.owner(
        `insert into identifier_index (id, customer_id, kind, value_index, key_version, created_at)
         values (gen_random_uuid(), ?, ?, decode(?, 'hex'), 1, now())`,
        [stone.customerId, kind, blindIndex(keys.blindIndex.key(1), scope, value).toString('hex')],
      );
    await give('pan', 'pan', 'ABCPE1234F');
    await give('owners:ssn', 'ssn', '219099998');
    expect(await find('abcpe1234f')).toEqual([stone.id]);
    expect(await find('219-09-9998')).toEqual([stone.id]);
    expect(await find('219-09-9997')).toEqual([]);
    const found = await reviewer.api.customers.list({ search: 'ABCPE1234F' });
    expect(found.items.map(({ id }) => id)).toEqual([stone.customerId]);
  });

  it.each(['jose', 'MARÍA', 'josé maría', 'nunez o brien', "Nuñez O'Br", 'e maria nun'])(
    'finds a part of a name: %s',
    async (text) => {
      expect(await find(text)).toEqual([jose.id]);
    },
  );

  it('knows other scripts', async () => {
    expect(await find('नागरी')).toHaveLength(1);
  });

  it('finds a company by its name, which stands where a person’s would', async () => {
    const company = { policy: 'us-business', firstName: null, lastName: null } as const;
    const { id, customerId } = await insertCase(bank, { ...company, businessName: '3M Lötus Looms (Fictional), LLC' });
    const [row] = (await reviewer.api.review.queue({ tab: 'all', search: '3M lotus' })).results;
    expect(row).toMatchObject({ id, name: '3M Lötus Looms (Fictional), LLC', kind: 'business' });
    expect(await find('looms fictional')).toEqual([id]);
    const { items } = await reviewer.api.customers.list({ search: '3m Lötus' });
    expect(items).toMatchObject([{ id: customerId, name: '3M Lötus Looms (Fictional), LLC' }]);
    await bank.owner(`update customer set business_name = 'Deccan Weavers' where id = ?`, [customerId]);
    expect([await find('lotus'), await find('weavers')]).toEqual([[], [id]]);
  });

  it('stays within the tab and the other filters', async () => {
    expect(await find('jose', 'waiting')).toEqual([]);
    expect(await find('stone', 'waiting')).toEqual([stone.id]);
    const high = await reviewer.api.review.queue({ tab: 'all', search: 'stone', risk: 'HIGH' });
    expect(high).toMatchObject({ count: 0, results: [] });
  });

  it.each(['%%%%', '____', 'a%c', String.raw`\\\\`, 'Sto', '7', '123', '—', 'a b c'])(
    'asks for more than %s',
    async (search) => {
      const problem = {
        code: 'INVALID_INPUT',
        fields: { search: [expect.objectContaining({ code: 'SEARCH_TOO_SHORT' })] },
      };
      await expect(reviewer.api.review.queue({ tab: 'all', search })).rejects.toMatchObject({ cause: problem });
    },
  );

  it.each(['St%ne', 'S_one', 'Stone%', "stone'; drop table kyc_application; --"])(
    'takes %s for what it says',
    async (search) => {
      expect(await find(search)).toEqual(search === 'Stone%' ? [stone.id] : []);
    },
  );

  it('follows a name that changes, and forgets one that is erased', async () => {
    const { customerId, id } = await insertCase(bank, { firstName: 'Wilhelmina', lastName: 'Quist' });
    await bank.owner(`update customer set last_name = 'Ekström' where id = ?`, [customerId]);
    expect(await find('quist')).toEqual([]);
    expect(await find('ekstrom')).toEqual([id]);
    await bank.owner('update customer set first_name = null, last_name = null where id = ?', [customerId]);
    expect(await bank.owner('select applicant_key from kyc_application where id = ?', [id])).toEqual([
      { applicant_key: '' },
    ]);
  });
});
