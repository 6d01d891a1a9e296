import { AppUser } from '@ostiary/db';
import { newDataKey, sealField, sha256, wrapDocumentKey } from '@ostiary/domain/crypto';
import { v7 as uuidv7 } from 'uuid';
import { deliverMessage } from '../features/notifications/deliver.service.ts';
import { notify } from '../features/notifications/notifications.service.ts';
import { giveDocuments, testContext } from '../testing.ts';
import { inTransaction } from '../transaction.ts';
import { casePlaces } from './sealed-case-places.ts';
import {
  type Cases,
  DONOR,
  type Owner,
  ownerOf,
  type Place,
  strangeKeys,
  strangers,
  swapOf,
  type TestBank,
} from './sealed-swap.ts';

/** The keys of the bank itself: messages that wait, and answers to idempotency keys. */
function bankPlaces(bank: TestBank, { customer }: Owner): Cases {
  const { deps } = bank;
  const elsewhere = (place: Place) =>
    [
      { ...place, rowId: uuidv7() },
      { ...place, column: 'other_encrypted' },
    ].map((other) => sealField(deps.keys.outbox, other, { text: DONOR, now: deps.clock() }));
  const again = async () => {
    customer.visitor.idempotencyKey = 'swap-1';
    const call = customer.api.requirements.saveDraft({ code: 'address', fields: { city: 'Chicago' } });
    return call.finally(() => (customer.visitor.idempotencyKey = undefined));
  };
  return {
    async 'outbox_message.payload_encrypted'() {
      const ctx = testContext(deps, 'customer');
      const user = await ctx.em.findOneOrFail(AppUser, { id: customer.id });
      await inTransaction(ctx, (tx) => notify(tx, { user, template: 'approved' }));
      const [row] = await bank.owner<{ id: string }>(
        'select id from outbox_message where sent_at is null and user_id = ? order by id desc limit 1',
        [customer.id],
      );
      const rowId = row?.id ?? '';
      const place = { table: 'outbox_message', column: 'payload_encrypted', rowId };
      return swapOf(bank, { place, donors: elsewhere(place), read: () => deliverMessage(deps, rowId) });
    },
    async 'idempotency_key.response_encrypted'() {
      await again();
      const rowId = `${customer.id}/${sha256(Buffer.from('swap-1')).toString('hex')}`;
      const place = { table: 'idempotency_key', column: 'response_encrypted', rowId };
      const where = ['user_id = ? and key = ?', customer.id, 'swap-1'] as const;
      return swapOf(bank, { place, donors: elsewhere(place), where, read: again });
    },
  };
}

/** What an applicant gave and did not submit yet, and the key that all of it hangs on. */
async function givenPlaces(bank: TestBank, mine: Owner, other: Owner): Promise<Cases> {
  const { customer, vault } = mine;
  const { api, id } = customer;
  await api.requirements.choose({ code: 'tax_id_alternative' });
  await api.requirements.put({ code: 'tax_id_alternative', kind: 'itin', itin: '912-70-1234' });
  await api.requirements.saveDraft({ code: 'address', fields: { city: 'Chicago' } });
  const [data] = await bank.owner<{ id: string }>('select id from customer_data where customer_id = ?', [id]);
  const [draft] = await bank.owner<{ id: string }>(
    `select id from requirement_state where code = 'address' and draft_encrypted is not null
       and application_id = (select id from kyc_application where customer_id = ?)`,
    [id],
  );
  const field = (table: string, column: string, rowId: string) => {
    const place = { table, column, rowId };
    const read = () => api.requirements.form();
    return () => swapOf(bank, { place, donors: strangers(vault, other.vault, place), read });
  };
  const secret = vault.seal(
    { table: 'second_factor', column: 'secret_encrypted', rowId: other.customer.id },
    'ABCDEFGH',
  );
  const wrapped = await bank.owner<{ wrapped: Buffer }>('select wrapped from data_key where user_id <> ? limit 2', [
    id,
  ]);
  return {
    'customer_data.value_encrypted': field('customer_data', 'value_encrypted', data?.id ?? ''),
    'requirement_state.draft_encrypted': field('requirement_state', 'draft_encrypted', draft?.id ?? ''),
    'data_key.wrapped': () =>
      swapOf(bank, {
        place: { table: 'data_key', column: 'wrapped', rowId: id },
        donors: [...wrapped.map((row) => row.wrapped), Buffer.from(secret.slice(0, 60))],
        where: ['user_id = ?', id],
        read: () => api.requirements.form(),
      }),
  };
}

/** Somebody with a second factor; a code is only checked once its secret opened. */
async function factorPlaces(bank: TestBank, mine: Owner, other: Owner): Promise<Cases> {
  const { customer, vault } = mine;
  const place = { table: 'second_factor', column: 'secret_encrypted', rowId: customer.id };
  await bank.owner(
    'insert into second_factor (user_id, secret_encrypted, created_at, confirmed_at) values (?, ?, ?, ?)',
    [customer.id, vault.seal(place, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'), bank.now(), bank.now()],
  );
  const donors = () => strangers(vault, other.vault, place);
  const read = () => customer.api.auth.stepUp({ code: '000000' });
  return {
    'second_factor.secret_encrypted': () =>
      swapOf(bank, { place, donors: donors(), where: ['user_id = ?', customer.id], read }),
  };
}

/** An upload under way, as its row holds it. */
async function uploadPlaces(bank: TestBank, mine: Owner, other: Owner): Promise<Cases> {
  const { customer, vault } = mine;
  const rowId = uuidv7();
  const at = (column: string) => ({ table: 'upload', column, rowId });
  await bank.owner(
    `insert into upload (id, customer_id, application_id, fields_encrypted, file_name_encrypted, wrapped_key, size_bytes,
       created_at, updated_at, expires_at)
     select ?, a.customer_id, a.id, ?, ?, ?, 10, now(), now(), now() from kyc_application a where a.customer_id = ?`,
    [
      rowId,
      vault.seal(at('fields_encrypted'), '{}'),
      vault.seal(at('file_name_encrypted'), 'a.jpg'),
      wrapDocumentKey(vault.dataKey, rowId, newDataKey()),
      customer.id,
    ],
  );
  const field = (column: string) => () =>
    swapOf(bank, {
      place: at(column),
      donors: strangers(vault, other.vault, at(column)),
      read: async (held) => vault.open(at(column), String(await held())),
    });
  return {
    'upload.fields_encrypted': field('fields_encrypted'),
    'upload.file_name_encrypted': field('file_name_encrypted'),
    'upload.wrapped_key': () =>
      swapOf(bank, {
        place: at('wrapped_key'),
        donors: strangeKeys(vault, other.vault, rowId),
        read: async (held) => vault.openKey(at('wrapped_key'), Buffer.from(await held())).length,
      }),
  };
}

/** Every place that holds ciphertext, with a way to read it as the bank does. */
export async function makeCases(bank: TestBank): Promise<Cases> {
  const [mine, other, third] = [await ownerOf(bank), await ownerOf(bank), await ownerOf(bank)];
  await giveDocuments(bank, other.customer, { isChecked: false });
  return {
    ...bankPlaces(bank, other),
    ...(await givenPlaces(bank, mine, other)),
    ...(await factorPlaces(bank, third, other)),
    ...(await uploadPlaces(bank, other, mine)),
    ...(await casePlaces(bank, other)),
  };
}
