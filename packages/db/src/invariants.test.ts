import { ApplicationStatus, TRANSITIONS } from '@ostiary/domain/application';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRows, type Rows } from './testing-rows.ts';
import { ATTRIBUTED, digest, insert, TOKEN } from './testing-sql.ts';

let rows: Rows;

beforeAll(async () => {
  rows = await openRows();
});
afterAll(() => rows.close());

async function applicant() {
  const customerId = await rows.customer();
  return { customerId, applicationId: await rows.application(customerId) };
}

const refusedBy = (constraint: string) => ({ constraint });

describe('a customer session', () => {
  it('is the only live one of its customer', async () => {
    const customerId = await rows.customer();
    await rows.session(customerId);
    await expect(rows.session(customerId)).rejects.toMatchObject(refusedBy('session_one_live_per_customer'));
  });

  it('may follow one that was revoked', async () => {
    const customerId = await rows.customer();
    await rows.session(customerId, { revoked_at: rows.now, revoked_reason: 'new_login' });
    await expect(rows.session(customerId)).resolves.toBeUndefined();
  });

  it('does not limit staff', async () => {
    const staff = await rows.person();
    await rows.session(staff, { kind: 'STAFF' });
    await expect(rows.session(staff, { kind: 'STAFF' })).resolves.toBeUndefined();
  });
});

describe('a document', () => {
  it.each(['UPLOADING', 'QUARANTINED', 'PENDING', 'VERIFIED'])('that is %s keeps its place', async (status) => {
    const owned = await applicant();
    await rows.document(owned, { status });
    await expect(rows.document(owned)).rejects.toMatchObject(refusedBy('kyc_document_one_live'));
    await rows.document(owned, { side: 'BACK' });
  });

  it.each(['REJECTED', 'SUPERSEDED', 'EXPIRED'])('that is %s makes room', async (status) => {
    const owned = await applicant();
    await rows.document(owned, { status });
    await expect(rows.document(owned)).resolves.toBeUndefined();
  });

  it.each(['GOVERNMENT_ID', 'PASSPORT', 'DRIVER_LICENSE'])(
    'of type %s has a number no other customer may use',
    async (type) => {
      const number_index = digest(uuidv7());
      const owned = await applicant();
      await rows.document(owned, { document_type: type, number_index, status: 'REJECTED' });
      await rows.document(owned, { document_type: type, number_index, side: 'BACK' });
      const taken = rows.document(await applicant(), { document_type: type, number_index });
      await expect(taken).rejects.toMatchObject(refusedBy('kyc_document_number_belongs_to_one_customer'));
    },
  );

  it('frees its number once superseded, refused or withdrawn, and does not take it from other issuers', async () => {
    const number_index = digest(uuidv7());
    await rows.document(await applicant(), { number_index, status: 'SUPERSEDED' });
    await rows.document(await applicant(), { number_index, status: 'REJECTED' });
    const leaving = await applicant();
    await rows.document(leaving, { number_index });
    await rows.change(`update kyc_application set status = 'WITHDRAWN' where id = $1`, [leaving.applicationId]);
    await rows.document(await applicant(), { number_index });
    await expect(rows.document(await applicant(), { number_index, issuer: 'US-OH' })).resolves.toBeUndefined();
  });

  it('that is a bill may carry a number others carry too', async () => {
    const bill = { document_type: 'UTILITY_BILL', number_index: digest(uuidv7()) };
    await rows.document(await applicant(), bill);
    await expect(rows.document(await applicant(), bill)).resolves.toBeUndefined();
  });
});

describe('a state change', () => {
  const states = ApplicationStatus.options;
  const edges = new Set(TRANSITIONS.map(({ from, to }) => `${from} ${to}`));
  const move = (id: string, to: ApplicationStatus, staff: string) =>
    rows.change(
      'update kyc_application set status = $2, claimed_by = $3, claimed_at = $4, lease_expires_at = $4 where id = $1',
      [id, to, ...(to === 'IN_REVIEW' ? [staff, rows.now] : [null, null])],
    );

  it.each(states)('from %s follows the transition table, and nothing else', async (from) => {
    const staff = await rows.person();
    for (const to of states.filter((state) => state !== from)) {
      const { applicationId } = await applicant();
      await rows.force(applicationId, from, from === 'IN_REVIEW' ? staff : null);
      if (to === 'APPROVED')
        for (const stage of [1, 2]) await rows.decision({ applicationId, by: await rows.person() }, { stage });
      const moved = move(applicationId, to, staff);
      if (edges.has(`${from} ${to}`)) await expect(moved).resolves.toMatchObject({ rowCount: 1 });
      else await expect(moved).rejects.toMatchObject(refusedBy('kyc_application_edge'));
    }
  });

  it.each(states.filter((state) => state !== 'INCOMPLETE'))('cannot be skipped by starting as %s', async (status) => {
    const customerId = await rows.customer();
    const policy = await rows.app.query<{ id: string }>('select id from policy_version limit 1');
    const row = {
      id: uuidv7(),
      customer_id: customerId,
      policy_version_id: policy.rows[0]?.id ?? '',
      status,
      submitted_at: rows.now,
      due_at: rows.now,
      created_at: rows.now,
      updated_at: rows.now,
    };
    await expect(insert(rows.app, 'kyc_application', row)).rejects.toMatchObject(refusedBy('kyc_application_edge'));
  });

  it('leaves at most one open application to a customer', async () => {
    const { customerId } = await applicant();
    await expect(rows.application(customerId)).rejects.toMatchObject(refusedBy('kyc_application_one_open'));
  });
});

describe('a claim', () => {
  const claim = (id: string, set: string) => rows.change(`update kyc_application set ${set} where id = $1`, [id]);

  it.each([
    ['no claimant', `status = 'IN_REVIEW'`],
    ['no expiry', `status = 'IN_REVIEW', claimed_by = :staff, claimed_at = now()`],
    ['no beginning', `status = 'IN_REVIEW', claimed_by = :staff, lease_expires_at = now()`],
    ['a claimant though it waits', `claimed_by = :staff, claimed_at = now(), lease_expires_at = now()`],
    ['an expiry though it waits', `lease_expires_at = now()`],
  ])('with %s is refused', async (_, set) => {
    const [{ applicationId }, staff] = [await applicant(), await rows.person()];
    await rows.force(applicationId, 'SUBMITTED');
    await expect(claim(applicationId, set.replace(':staff', `'${staff}'`))).rejects.toMatchObject(
      refusedBy('kyc_application_lease_is_whole'),
    );
  });

  it('on one’s own application is refused', async () => {
    const { applicationId, customerId } = await applicant();
    await rows.force(applicationId, 'SUBMITTED');
    const own = claim(
      applicationId,
      `status = 'IN_REVIEW', claimed_by = '${customerId}', claimed_at = now(), lease_expires_at = now()`,
    );
    await expect(own).rejects.toMatchObject(refusedBy('kyc_application_not_reviewed_by_applicant'));
  });
});

describe('a decision', () => {
  it('is made once per round and stage', async () => {
    const [{ applicationId }, first, second] = [await applicant(), await rows.person(), await rows.person()];
    await rows.decision({ applicationId, by: first });
    await expect(rows.decision({ applicationId, by: second })).rejects.toMatchObject(refusedBy('kyc_decision_once'));
    await rows.decision({ applicationId, by: second }, { round: 2 });
    await rows.change('update kyc_decision set voided_at = now() where application_id = $1 and round = 1', [
      applicationId,
    ]);
    await rows.decision({ applicationId, by: second });
  });

  const APPROVED = `update kyc_application set status = 'APPROVED', version = version + 1, claimed_by = null, claimed_at = null,
    lease_expires_at = null where id = $1 and status in ('IN_REVIEW', 'PENDING_SECOND_APPROVAL') and version = 1`;

  it('is won by one of two that compare the same state and version', async () => {
    const [{ applicationId }, staff] = [await applicant(), await rows.person()];
    await rows.force(applicationId, 'IN_REVIEW', staff);
    await rows.decision({ applicationId, by: staff });
    const other = new Client({ connectionString: rows.appUrl });
    await other.connect();
    const results = await Promise.all(
      [rows.app, other].map((client) => client.query(`${ATTRIBUTED} ${APPROVED}`, [applicationId])),
    );
    await other.end();
    expect(results.map((result) => result.rowCount ?? 0).toSorted((left, right) => left - right)).toEqual([0, 1]);
  });

  it.each([
    { from: 'IN_REVIEW', risk: 'LOW', kinds: [], allowed: false },
    { from: 'IN_REVIEW', risk: 'LOW', kinds: ['REJECT'], allowed: false },
    { from: 'IN_REVIEW', risk: 'LOW', kinds: ['APPROVE'], allowed: true },
    { from: 'IN_REVIEW', risk: 'HIGH', kinds: ['APPROVE'], allowed: false },
    { from: 'PENDING_SECOND_APPROVAL', risk: 'LOW', kinds: ['APPROVE'], allowed: false },
    { from: 'PENDING_SECOND_APPROVAL', risk: 'HIGH', kinds: ['APPROVE', 'APPROVE'], allowed: true },
  ] as const)('$kinds opens the way from $from, risk $risk, to APPROVED: $allowed', async (row) => {
    const [{ applicationId }, staff] = [await applicant(), await rows.person()];
    await rows.change('update kyc_application set risk_band = $2 where id = $1', [applicationId, row.risk]);
    await rows.force(applicationId, row.from, row.from === 'IN_REVIEW' ? staff : null);
    for (const [at, kind] of row.kinds.entries())
      await rows.decision({ applicationId, by: await rows.person() }, { kind, stage: at + 1 });
    const approved = rows.change(APPROVED, [applicationId]);
    if (row.allowed) await expect(approved).resolves.toMatchObject({ rowCount: 1 });
    else await expect(approved).rejects.toMatchObject(refusedBy('kyc_application_approved_by_decision'));
  });

  it('that counts no more, or of another round, approves nobody', async () => {
    const [{ applicationId }, staff] = [await applicant(), await rows.person()];
    await rows.decision({ applicationId, by: staff }, { voided_at: rows.now, voided_because: 'DISAGREED' });
    await rows.decision({ applicationId, by: staff }, { round: 2 });
    await rows.force(applicationId, 'IN_REVIEW', staff);
    await expect(rows.change(APPROVED, [applicationId])).rejects.toMatchObject(
      refusedBy('kyc_application_approved_by_decision'),
    );
  });

  it('of the second stage comes from another person than the first', async () => {
    const [{ applicationId }, first, second] = [await applicant(), await rows.person(), await rows.person()];
    await expect(rows.decision({ applicationId, by: second }, { stage: 2 })).rejects.toMatchObject(
      refusedBy('kyc_decision_four_eyes'),
    );
    await rows.decision({ applicationId, by: first });
    await expect(rows.decision({ applicationId, by: first }, { stage: 2 })).rejects.toMatchObject(
      refusedBy('kyc_decision_four_eyes'),
    );
    await rows.decision({ applicationId, by: second }, { stage: 2 });
    const { applicationId: rejected } = await applicant();
    await rows.decision({ applicationId: rejected, by: first }, { kind: 'REJECT' });
    await expect(rows.decision({ applicationId: rejected, by: second }, { stage: 2 })).rejects.toMatchObject(
      refusedBy('kyc_decision_four_eyes'),
    );
  });

  it('on one’s own application is refused', async () => {
    const { applicationId, customerId } = await applicant();
    await expect(rows.decision({ applicationId, by: customerId })).rejects.toMatchObject(
      refusedBy('kyc_decision_not_own'),
    );
  });

  it('points at its audit row', async () => {
    const made = { applicationId: (await applicant()).applicationId, by: await rows.person() };
    await expect(rows.decision(made, { audit_id: uuidv7() })).rejects.toMatchObject(
      refusedBy('kyc_decision_audit_id_fkey'),
    );
  });

  it.each(['update kyc_decision set kind = $1', 'delete from kyc_decision where kind = $1'])(
    'is not rewritten: %s',
    async (sql) => {
      await expect(rows.app.query(sql, ['REJECT'])).rejects.toThrow(/permission denied/);
    },
  );
});

describe('an identifier', () => {
  const plain = '536-90-4399';

  it.each(['ssn_encrypted', 'address_encrypted'])('in customer.%s is encrypted or absent', async (column) => {
    const id = await rows.customer();
    const set = (text: string) => rows.change(`update customer set ${column} = $2 where id = $1`, [id, text]);
    await expect(set(plain)).rejects.toMatchObject(refusedBy(`customer_${column}_check`));
    await set(TOKEN);
  });

  it.each(['number_encrypted', 'file_name_encrypted', 'reading_encrypted'])(
    'in kyc_document.%s is encrypted',
    async (column) => {
      await expect(rows.document(await applicant(), { [column]: plain })).rejects.toMatchObject(
        refusedBy(`kyc_document_${column}_check`),
      );
    },
  );

  it.each(['draft_encrypted', 'note_encrypted'])('in requirement_state.%s is encrypted or absent', async (column) => {
    const { applicationId } = await applicant();
    const row = { id: uuidv7(), application_id: applicationId, code: 'identity', [column]: plain };
    await expect(insert(rows.app, 'requirement_state', row)).rejects.toMatchObject(
      refusedBy(`requirement_state_${column}_check`),
    );
  });

  it('in the note of a decision is encrypted', async () => {
    const made = { applicationId: (await applicant()).applicationId, by: await rows.person() };
    await expect(rows.decision(made, { note_encrypted: plain })).rejects.toMatchObject(
      refusedBy('kyc_decision_note_encrypted_check'),
    );
  });
});
