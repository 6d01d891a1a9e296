import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank } from '../../testing.ts';
import { makeCases } from '../../testing/sealed-places.ts';
import type { Cases } from '../../testing/sealed-swap.ts';
import { reportsStored } from './corruption.service.ts';

let bank: TestBank;
let cases: Cases;
beforeAll(async () => {
  bank = await createTestBank();
  cases = await makeCases(bank);
}, 60_000);
afterAll(() => bank.close());

const eventsAt = async ({ table, column, rowId }: { table: string; column: string; rowId: string }) => {
  await reportsStored(bank.deps.orm);
  const rows = await bank.owner<{ severity: string }>(
    `select severity from security_event where event_type = 'CORRUPTED_CIPHERTEXT' and metadata @> ?::jsonb`,
    [JSON.stringify({ table, column, rowId })],
  );
  return rows.map(({ severity }) => severity);
};

/** What a reader got: an answer, or the code of its refusal. */
const attempt = (read: () => Promise<unknown>) =>
  read().then(
    (answer) => JSON.stringify(answer ?? null),
    (error: unknown) => {
      const failure = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);
    },
  );

const PLACES = [
  'customer.address_encrypted',
  'customer.ssn_encrypted',
  'customer_data.value_encrypted',
  'data_key.wrapped',
  'fraud_alert_note.body_encrypted',
  'held_decision.input_encrypted',
  'idempotency_key.response_encrypted',
  'kyc_decision.note_encrypted',
  'kyc_document.file_name_encrypted',
  'kyc_document.number_encrypted',
  'kyc_document.reading_encrypted',
  'kyc_document.wrapped_key',
  'kyc_note.body_encrypted',
  'outbox_message.payload_encrypted',
  'requirement_state.draft_encrypted',
  'requirement_state.note_encrypted',
  'risk_override.reason_encrypted',
  'second_factor.secret_encrypted',
  'upload.fields_encrypted',
  'upload.file_name_encrypted',
  'upload.wrapped_key',
] as const;
const ALL = [...PLACES, 'kyc_document.file'] as const;

describe('ciphertext that was moved', () => {
  it('is tried in every column that holds any', async () => {
    const columns = await bank.owner<{ place: string }>(
      `select table_name || '.' || column_name as place from information_schema.columns
       where table_schema = 'public' and (column_name like '%\\_encrypted' or column_name like 'wrapped%') order by 1`,
    );
    expect(columns.map(({ place }) => place)).toEqual(PLACES);
  });

  it.each(ALL)('from another row, column or customer is refused in %s, one CRITICAL event each', async (name) => {
    const make = cases[name];
    if (!make) throw new Error(`no case for ${name}`);
    for (let from = 0; ; from += 1) {
      const { place, donors, put, read, restore } = await make();
      const donor = donors[from];
      if (!donor) break;
      const before = (await eventsAt(place)).length;
      await put(donor);
      const answers = [await attempt(read), await attempt(read)];
      const events = (await eventsAt(place)).slice(before);
      await restore();
      expect(answers.join()).not.toContain('DONOR');
      expect(events).toEqual(['CRITICAL']);
    }
  });

  it.each(ALL)('opens where it belongs: %s', async (name) => {
    const { place, read } = (await cases[name]?.()) ?? {};
    if (!place || !read) throw new Error(`no case for ${name}`);
    const before = (await eventsAt(place)).length;
    expect(await attempt(read)).not.toBe('CORRUPTED_DATA');
    expect(await eventsAt(place)).toHaveLength(before);
  });
});
