import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRows, type Rows } from './testing-rows.ts';

let rows: Rows;
beforeAll(async () => {
  rows = await openRows();
});
afterAll(() => rows.close());

/** Tables that grow with the bank, and what belongs to one person or one case in them. */
const REFERENCES = `
  select c.conrelid::regclass || '.' || a.attname as name, exists (
    select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = a.attnum and i.indpred is null) as is_indexed
  from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  where c.contype = 'f' and (c.confrelid in ('customer'::regclass, 'kyc_application'::regclass, 'kyc_document'::regclass)
    or c.confrelid = 'app_user'::regclass and a.attname in ('user_id', 'customer_id'))
  order by 1`;

/** Kept for the reader of a row; nobody asks for the rows of one. */
const NEVER_ASKED = [
  'notification.application_id',
  'pii_reveal.document_id',
  'policy_replay_change.application_id',
  'upload.document_id',
];

it('what belongs to a person, a case or a document is found by an index that holds all of it', async () => {
  const { rows: found } = await rows.owner.query<{ name: string; is_indexed: boolean }>(REFERENCES);
  expect(found.length).toBeGreaterThan(20);
  const without = found.filter(({ is_indexed }) => !is_indexed);
  expect(without.map(({ name }) => name)).toEqual(NEVER_ASKED);
});
