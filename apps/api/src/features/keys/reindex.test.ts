import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublicApp, createStaffApp } from '../../app.ts';
import type { Deps } from '../../context.ts';
import {
  createTestBank,
  IDENTITY,
  publicCaller,
  samplePicture,
  type SignedInCustomer,
  type SignedInStaff,
  staffCaller,
  type TestBank,
  upload,
} from '../../testing.ts';
import { ringEntry, withRings } from '../../testing/sealed-people.ts';
import { renewIndexes } from './reindex.service.ts';

const ring = [ringEntry(1), ringEntry(2)] as const;
let bank: TestBank;
/** The bank after a restart with both keys. */
let both: Deps;
let after: { publicApp: TestBank['publicApp']; staffApp: TestBank['staffApp'] };
let file: { name: string; mediaType: string; bytes: Buffer };
let admin: SignedInStaff;

beforeAll(async () => {
  bank = await createTestBank({ env: { BLIND_INDEX_KEYS: ring[0] } });
  both = withRings(bank, { BLIND_INDEX_KEYS: ring.join(',') });
  after = { publicApp: createPublicApp(both), staffApp: createStaffApp(both) };
  file = { name: 'page.jpg', mediaType: 'image/jpeg', bytes: await samplePicture('jpeg', 1) };
  admin = await bank.staff('admin');
});
afterAll(() => bank.close());

const passport = (documentNumber: string) => ({
  documentType: 'PASSPORT',
  documentNumber,
  expiresOn: '2034-06-01',
  file,
});
const licence = (documentNumber: string, side: 'FRONT' | 'BACK') => ({
  documentType: 'DRIVER_LICENSE',
  documentNumber,
  side,
  expiresOn: '2034-06-01',
  file,
});
const giveAfter = ({ access }: SignedInCustomer, fields: Parameters<typeof upload>[2]) => upload(after, access, fields);
const TAKEN = { status: 409, codes: { document_number: ['DOCUMENT_NUMBER_UNAVAILABLE'] } };
const told = ({ status, body }: Awaited<ReturnType<typeof upload>>) => {
  const { codes } = body as { codes?: unknown }; // the REST face's problem
  return { status, codes };
};

async function signals(id: string, deps: Deps): Promise<string[]> {
  const api = staffCaller(deps, admin.visitor);
  await bank.owner('update kyc_application set submitted_at = coalesce(submitted_at, ?) where id = ?', [
    bank.now(),
    id,
  ]);
  const view = await api.review.case({ id });
  // Their contacts are new, for all of them.
  return view.signals.map(({ code }) => code).filter((code) => code !== 'CONTACT_NEW');
}
async function withSsn(deps: Deps, ssn: string): Promise<SignedInCustomer & { application: string }> {
  const customer = await bank.customer();
  const api = publicCaller(deps, customer.visitor);
  await api.requirements.put({ code: 'identity', ...IDENTITY });
  await api.requirements.put({ code: 'ssn', ssn });
  return { ...customer, application: (await api.application.overview()).id };
}
const staleRows = async () => {
  const [row] = await bank.owner<{ n: number }>(
    `select (select count(*) from identifier_index where key_version = 1)::int
       + (select count(*) from kyc_document where index_key_version = 1)::int as n`,
  );
  return row?.n;
};

describe('while blind indexes move to a newer key', () => {
  it('a document number under the old key cannot be taken under the new one, before and after it is renewed', async () => {
    const [owner, stranger] = [await bank.customer(), await bank.customer()];
    expect((await upload(bank, owner.access, passport('R1000001'))).status).toBe(201);
    expect(told(await giveAfter(stranger, passport('r1000001')))).toEqual(TAKEN);
    const noted = await bank.owner('select user_id from security_event where description like ? order by user_id', [
      'One document number%',
    ]);
    expect(noted.map((row) => row.user_id)).toEqual([owner.id, stranger.id].toSorted());
    expect((await renewIndexes(both)).failed).toEqual([]);
    expect(told(await giveAfter(stranger, passport('R1000001')))).toEqual(TAKEN);
    expect(await staleRows()).toBe(0);
  });

  it('one wins of eight who claim a number at once, in the middle of a renewal', async () => {
    const people: SignedInCustomer[] = [];
    for (let at = 0; at < 8; at++) people.push(await bank.customer());
    await upload(bank, (await bank.customer()).access, passport('R2000001'));
    const renewal = renewIndexes(both, { atOnce: 1 });
    const answers = await Promise.all(people.map((person) => giveAfter(person, passport('R2000002'))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect((await renewal).failed).toEqual([]);
  });

  it('front and back of one document still share their number', async () => {
    const customer = await bank.customer();
    expect((await upload(bank, customer.access, licence('S30000031', 'FRONT'))).status).toBe(201);
    expect(told(await giveAfter(customer, licence('S30000032', 'BACK')))).toMatchObject({ status: 400 });
    expect((await giveAfter(customer, licence('S30000031', 'BACK'))).status).toBe(201);
  });

  it('equal numbers of two people are found across the keys, in both directions, and after the end under the new one', async () => {
    const old = await withSsn(bank.deps, '536-90-4401');
    const young = await withSsn(both, '536-90-4401');
    for (const { application } of [old, young]) expect(await signals(application, both)).toContain('SSN_SHARED');
    const alone = await withSsn(both, '536-90-4402');
    expect(await signals(alone.application, both)).not.toContain('SSN_SHARED');

    expect((await renewIndexes(both)).failed).toEqual([]);
    const newOnly = withRings(bank, { BLIND_INDEX_KEYS: ring[1] });
    for (const { application } of [old, young]) expect(await signals(application, newOnly)).toContain('SSN_SHARED');
    expect(await staleRows()).toBe(0);
  });

  it('an index that stands for no value any more goes, and what does not open stays and is told', async () => {
    const [leftOver, broken] = [await withSsn(bank.deps, '536-90-4403'), await withSsn(bank.deps, '536-90-4404')];
    await bank.owner('update customer set ssn_encrypted = null where id = ?', [leftOver.id]);
    await bank.owner(
      'update customer set ssn_encrypted = (select ssn_encrypted from customer where id <> ? and ssn_encrypted is not null limit 1) where id = ?',
      [broken.id, broken.id],
    );
    expect(await renewIndexes(both)).toEqual({ renewed: 1, failed: [broken.id] });
    const left = await bank.owner('select customer_id, key_version from identifier_index where customer_id in (?, ?)', [
      leftOver.id,
      broken.id,
    ]);
    expect(left).toEqual([{ customer_id: broken.id, key_version: 1 }]);
  });

  it('a number that two people got from processes with different rings is left out, and all others are renewed', async () => {
    await bank.owner('delete from identifier_index where key_version = 1');
    const [one, two, third] = [await bank.customer(), await bank.customer(), await bank.customer()];
    const newOnly = createPublicApp(withRings(bank, { BLIND_INDEX_KEYS: ring[1] }));
    expect((await upload(bank, one.access, passport('R5000005'))).status).toBe(201);
    expect((await upload({ publicApp: newOnly }, two.access, passport('R5000005'))).status).toBe(201);
    expect((await upload(bank, third.access, passport('R5000006'))).status).toBe(201);
    expect(await renewIndexes(both)).toEqual({ renewed: 1, failed: [one.id] });
    expect(await staleRows()).toBe(1);
  });
});
