import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { KycDocument } from '@ostiary/db';
import type { DocumentReading } from '@ostiary/domain/kyc-documents';
import type { ApplicationId } from '@ostiary/domain/shared';
import { openDocument } from '../features/kyc-documents/open-document.ts';
import { openReading } from '../features/kyc-documents/reading.service.ts';
import { raiseFor } from './fraud-alerts.ts';
import {
  type Cases,
  type Owner,
  ownerOf,
  type Place,
  type Spot,
  strangeKeys,
  strangers,
  type Swap,
  swapOf,
  type TestBank,
} from './sealed-swap.ts';

const READING: DocumentReading = {
  name: 'Avery Stone',
  businessName: null,
  dateOfBirth: null,
  street: null,
  city: null,
  postalCode: null,
  number: null,
  issuedOn: null,
  expiresOn: null,
  nationality: null,
  identifiers: [],
};

async function replaceFile({ documents }: TestBank['deps']['ports'], key: string, bytes: Buffer): Promise<void> {
  await documents.remove(key);
  const pending = await documents.create(key);
  await pipeline([bytes], pending.stream);
  await pending.commit();
}

/** A stored file in the place of another; the event is closed afterwards, as the second file is news again. */
async function fileSwap(bank: TestBank, document: KycDocument, others: readonly KycDocument[]): Promise<Swap> {
  const { ports, orm } = bank.deps;
  const bytesOf = ({ storageKey }: KycDocument) => buffer(ports.documents.open(storageKey));
  const before = await bytesOf(document);
  return {
    place: { table: 'kyc_document', column: 'file', rowId: document.id },
    donors: await Promise.all(others.map(bytesOf)),
    put: (donor) => replaceFile(ports, document.storageKey, Buffer.from(donor)),
    read: async () => (await buffer(await openDocument(bank.deps, orm.em.fork(), document))).length,
    async restore() {
      await replaceFile(ports, document.storageKey, before);
      await bank.owner(`delete from security_event where metadata ->> 'column' = 'file'`);
    },
  };
}

/** A document's fields, its key, and its file among those of the same and of another customer. */
async function documentPlaces(bank: TestBank, mine: Owner, other: Owner): Promise<Cases> {
  const { customer, vault } = mine;
  const em = bank.deps.orm.em.fork();
  const [document, ...others] = await em.find(KycDocument, {}, { orderBy: { customerId: 'desc', id: 'desc' } });
  if (document?.customerId !== customer.id) throw new Error('the newest customer gave documents');
  const field = (column: string) => () => {
    const place = { table: 'kyc_document', column, rowId: document.id };
    const read = () => customer.api.documents.list();
    return swapOf(bank, { place, donors: strangers(vault, other.vault, place), read });
  };
  const reading = { table: 'kyc_document', column: 'reading_encrypted', rowId: document.id };
  await bank.owner('update kyc_document set reading_encrypted = ? where id = ?', [
    vault.seal(reading, JSON.stringify(READING)),
    document.id,
  ]);
  return {
    'kyc_document.number_encrypted': field('number_encrypted'),
    'kyc_document.file_name_encrypted': field('file_name_encrypted'),
    'kyc_document.reading_encrypted': () =>
      swapOf(bank, {
        place: reading,
        donors: strangers(vault, other.vault, reading),
        read: async () => {
          const stored = await bank.deps.orm.em.fork().findOneOrFail(KycDocument, { id: document.id });
          return openReading(stored, vault);
        },
      }),
    'kyc_document.file': () => fileSwap(bank, document, others),
    'kyc_document.wrapped_key': () =>
      swapOf(bank, {
        place: { table: 'kyc_document', column: 'wrapped_key', rowId: document.id },
        donors: strangeKeys(vault, other.vault, document.id),
        read: async () => {
          const fork = bank.deps.orm.em.fork();
          const stored = await fork.findOneOrFail(KycDocument, { id: document.id });
          (await openDocument(bank.deps, fork, stored)).destroy();
        },
      }),
  };
}

/** The note of a fraud alert about the case. */
async function alertPlace(bank: TestBank, mine: Owner, { other, id }: { other: Owner; id: ApplicationId }) {
  const admin = await bank.staff('admin');
  await raiseFor(bank, id, { score: 70, signals: [{ code: 'SSN_SHARED', points: 40, facts: {} }] });
  const { results } = await admin.api.fraudAlerts.list({ limit: 100 });
  const alertId = results.find(({ applicationId }) => applicationId === id)?.alertId ?? '';
  await admin.api.fraudAlerts.addNote({ alertId, body: 'asked the branch' });
  const [note] = await bank.owner<{ id: string }>('select id from fraud_alert_note');
  const place = { table: 'fraud_alert_note', column: 'body_encrypted', rowId: note?.id ?? '' };
  const read = () => admin.api.fraudAlerts.get({ alertId });
  return () => swapOf(bank, { place, donors: strangers(mine.vault, other.vault, place), read });
}

/** A decision that can still be undone, for as long as the test runs. */
async function heldPlace(bank: TestBank, mine: Owner, { other, id }: { other: Owner; id: ApplicationId }) {
  const place = { table: 'held_decision', column: 'input_encrypted', rowId: id };
  const reviewer = await bank.staff('reviewer');
  await bank.owner(
    `insert into held_decision (application_id, kind, decided_by, input_encrypted, held_at, commits_at)
     values (?, 'APPROVE', ?, ?, now(), now() + interval '1 day')`,
    [id, reviewer.id, mine.vault.seal(place, '{}')],
  );
  const read: Spot['read'] = async (held) => mine.vault.open(place, String(await held()));
  const where = ['application_id = ?', id] as const;
  return () => swapOf(bank, { place, donors: strangers(mine.vault, other.vault, place), where, read });
}

/** Why the risk of the case was raised. */
async function overridePlace(bank: TestBank, mine: Owner, { other, id }: { other: Owner; id: ApplicationId }) {
  const admin = await bank.staff('admin');
  const endsOn = bank.now().toISOString().slice(0, 10);
  const { override } = await admin.api.risk.override({ id, band: 'HIGH', reason: 'heard of it twice', endsOn });
  const place = { table: 'risk_override', column: 'reason_encrypted', rowId: override?.overrideId ?? '' };
  const read = () => admin.api.review.case({ id });
  return () => swapOf(bank, { place, donors: strangers(mine.vault, other.vault, place), read });
}

/** A case under review, with a judgement's note and a decision's note. */
export async function casePlaces(bank: TestBank, other: Owner): Promise<Cases> {
  const reviewer = await bank.newStaff('reviewer');
  const { id, version, customer } = await bank.claimedApplication(reviewer);
  const mine = await ownerOf(bank, customer);
  const verdict = {
    requirement: 'address',
    verdict: 'refuse',
    reason: 'ADDRESS_MISMATCH',
    note: 'see page 2',
  } as const;
  const judged = await reviewer.api.review.judge({ id, version, ...verdict });
  await reviewer.api.review.requestMore({ id, version: judged.version, reasons: [], note: 'looked twice' });
  const noteOf = async (table: string): Promise<Place> => {
    const [row] = await bank.owner<{ id: string }>(
      `select id from ${table} where note_encrypted is not null and application_id = ?`,
      [id],
    );
    return { table, column: 'note_encrypted', rowId: row?.id ?? '' };
  };
  const field = (place: Place, read: Spot['read']) => () =>
    swapOf(bank, { place, donors: strangers(mine.vault, other.vault, place), read });
  const rows = () => customer.api.requirements.list();
  const { id: rowId } = await reviewer.api.desk.addNote({ id, body: 'called twice' });
  const note = { table: 'kyc_note', column: 'body_encrypted', rowId };
  const [judgement, decision] = [await noteOf('requirement_state'), await noteOf('kyc_decision')];
  const own = (column: string) => ({ table: 'customer', column, rowId: customer.id });
  return {
    'customer.ssn_encrypted': field(own('ssn_encrypted'), rows),
    'customer.address_encrypted': field(own('address_encrypted'), rows),
    'requirement_state.note_encrypted': field(judgement, () => reviewer.api.review.case({ id })),
    // Written for the record; no screen reads it.
    'kyc_decision.note_encrypted': field(decision, async (held) => mine.vault.open(decision, String(await held()))),
    'fraud_alert_note.body_encrypted': await alertPlace(bank, mine, { other, id }),
    'risk_override.reason_encrypted': await overridePlace(bank, mine, { other, id }),
    'held_decision.input_encrypted': await heldPlace(bank, mine, { other, id }),
    'kyc_note.body_encrypted': field(note, () => reviewer.api.review.case({ id })),
    ...(await documentPlaces(bank, mine, other)),
  };
}
