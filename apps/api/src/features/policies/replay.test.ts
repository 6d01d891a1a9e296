import { CustomerData } from '@ostiary/db';
import { type DraftView, type Policy, shippedPolicy } from '@ostiary/domain/policy';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { recordTest } from '../../testing/test-record.ts';
import { openVault } from '../../vault.ts';
import { givenPlace } from '../requirements/given.service.ts';
import { decidedCases } from './replay-cases.ts';
import { replayPolicy } from './replay.service.ts';

const US = shippedPolicy('us-individual');

let bank: TestBank;
let admin: SignedInStaff;
let approved: { id: ApplicationId; customerId: UserId };
let rejected: { id: string };
let draft: DraftView;

beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
  const reviewer = await bank.staff('reviewer');
  const yes = await bank.claimedApplication(reviewer);
  await reviewer.api.review.approve({ id: yes.id, version: yes.version, acceptRemaining: true });
  approved = { id: yes.id, customerId: yes.customer.id };
  const no = await bank.claimedApplication(reviewer);
  await reviewer.api.review.reject({
    id: no.id,
    version: no.version,
    reasons: [{ requirement: 'proof_of_address', code: 'DOCUMENT_NOT_ACCEPTED' }, { code: 'OUT_OF_POLICY' }],
  });
  rejected = no;
  await bank.submittedApplication();
  draft = await admin.api.policies.startDraft({ code: 'us-individual', version: 2 });
}, 120_000);
afterAll(() => bank.close());

async function replay(body: Partial<Policy>) {
  const { id, version } = draft;
  draft = await admin.api.policies.saveDraft({ id, version, body: { ...US, version: 3, ...body }, note: '' });
  const asked = await admin.api.policies.replay({ id, version: draft.version });
  expect(asked).toMatchObject({ state: 'QUEUED', changed: 0, isCurrent: true });
  await bank.runJobs();
  return (await bank.staff('auditor')).api.policies.replayResult({ id: asked.id });
}
/** Somebody who sees one branch alone, which has their own id. */
async function keptToBranch(): Promise<SignedInStaff> {
  const kept = await bank.newStaff('admin');
  await bank.owner(`insert into branch (id, code, name, country, created_at) values (?, ?, 'Kept', 'US', now())`, [
    kept.id,
    `KEPT${kept.id.slice(-8).toUpperCase()}`,
  ]);
  await bank.owner('update app_user set only_own_branch = true, branch_id = id where id = ?', [kept.id]);
  return kept;
}
const without = (code: string) => US.requirements.filter((row) => row.code !== code);

describe('replaying a draft', () => {
  it('changes no outcome when the draft says what was in force', async () => {
    const { replay: facts, items } = await replay({});
    expect(facts).toMatchObject({ state: 'DONE', total: 2, done: 2, changed: 0 });
    expect(items).toEqual([]);
  });

  it('names the approval that would be open, and its row', async () => {
    const { items } = await replay({ requirements: [...US.requirements, { kind: 'data', code: 'pan' }] });
    expect(items).toEqual([
      {
        applicationId: approved.id,
        customerNumber: expect.stringMatching(/^CUST/),
        status: 'APPROVED',
        decidedAt: expect.any(String),
        policyVersion: 2,
        kind: 'APPROVAL_OPENS',
        rows: [{ code: 'pan', state: 'missing' }],
      },
    ]);
  });

  it('names no case of another branch to somebody who sees one alone', async () => {
    const { replay: facts } = await replay({ requirements: [...US.requirements, { kind: 'data', code: 'pan' }] });
    const kept = await keptToBranch();
    expect((await kept.api.policies.replayResult({ id: facts.id })).items).toEqual([]);
  });

  it('names the refusal that would not have been', async () => {
    const { items } = await replay({ requirements: without('proof_of_address') });
    expect(items).toMatchObject([
      { applicationId: rejected.id, kind: 'REFUSAL_LIFTS', rows: [{ code: 'proof_of_address', state: 'refused' }] },
    ]);
  });

  it('measures the age of a document on the day it was sent', async () => {
    await bank.owner(
      `update kyc_document set issued_on = uploaded_at::date - 40
      where application_id = ? and requirement = 'proof_of_address'`,
      [approved.id],
    );
    const within = (maxAgeDays: number) => ({
      requirements: US.requirements.map((row) =>
        row.kind === 'document' && row.code === 'proof_of_address' ? { ...row, maxAgeDays } : row,
      ),
    });
    expect((await replay(within(40))).items).toEqual([]);
    expect((await replay(within(39))).items).toMatchObject([{ kind: 'APPROVAL_OPENS' }]);
  });

  it('tells of a second approver', async () => {
    const { items } = await replay({ secondApprovalAt: ['UNASSESSED', 'LOW', 'MEDIUM', 'HIGH'] });
    expect(items).toMatchObject([{ applicationId: approved.id, kind: 'NEEDS_SECOND_APPROVAL' }]);
  });

  it('is told apart from a wording saved later, and not begun twice at once', async () => {
    const { id, version } = draft;
    const [one, two] = [
      await admin.api.policies.replay({ id, version }),
      await admin.api.policies.replay({ id, version }),
    ];
    expect(two.id).toBe(one.id);
    draft = await admin.api.policies.saveDraft({ id, version, body: { ...draft.body, dueHours: 2 }, note: '' });
    expect(draft.replay).toMatchObject({ id: one.id, isCurrent: false });
    await bank.runJobs();
  });

  it('goes on after a restart, and comes to the same result', async () => {
    const { replay: facts } = await replay({ requirements: [...US.requirements, { kind: 'data', code: 'pan' }] });
    await bank.owner(`update policy_replay set state = 'FAILED', done = 0, last_application_id = null where id = ?`, [
      facts.id,
    ]);
    await bank.owner('delete from policy_replay_change where replay_id = ?', [facts.id]);
    await replayPolicy(bank.deps, facts.id);
    await replayPolicy(bank.deps, facts.id);
    const { replay: again } = await admin.api.policies.replayResult({ id: facts.id });
    expect(again).toMatchObject({ state: 'DONE', done: 2, changed: 1 });
  });

  it('is paged, and reads more than one batch', async () => {
    // Many decided applications at once: their history is not what is tested.
    await bank.owner('alter table kyc_application disable trigger user');
    await bank.owner(
      `insert into kyc_application (id, customer_id, policy_version_id, status, submitted_at, due_at, decided_at,
         created_at, updated_at)
       select gen_random_uuid(), customer_id, policy_version_id, 'REJECTED', submitted_at, due_at, decided_at,
         created_at, updated_at from kyc_application, generate_series(1, 450) where id = ?`,
      [rejected.id],
    );
    await bank.owner('alter table kyc_application enable trigger user');
    await bank.owner(
      `insert into requirement_state
       select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'application_id', a.id,
         'code', 'address'))).* from requirement_state s, kyc_application a
       where s.application_id = ? and s.code = 'proof_of_address' and a.status = 'REJECTED'
         and a.id <> s.application_id`,
      [rejected.id],
    );
    const first = await replay({ requirements: without('address') });
    expect(first.replay).toMatchObject({ state: 'DONE', total: 452, done: 452, changed: 450 });
    const seen = new Set(first.items.map(({ applicationId }) => applicationId));
    for (let { next } = first; next !== null;) {
      const page = await admin.api.policies.replayResult({ id: first.replay.id, cursor: next });
      for (const { applicationId } of page.items) seen.add(applicationId);
      ({ next } = page);
    }
    expect(seen.size).toBe(450);
    // A fifth of them is the branch's: each page but the last is whole, and leads on to the next.
    const kept = await keptToBranch();
    await bank.owner('alter table kyc_application disable trigger user');
    await bank.owner(
      `update kyc_application set branch_id = ? where id in (select id from (
         select id, row_number() over (order by id) as n from kyc_application where status = 'REJECTED' and id <> ?) a
         where n % 5 = 2)`,
      [kept.id, rejected.id],
    );
    await bank.owner('alter table kyc_application enable trigger user');
    const own: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await kept.api.policies.replayResult({ id: first.replay.id, cursor });
      own.push(page.items.length);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(own).toEqual([50, 40]);
  });

  it('opens of the owners what a threshold is measured against, and no more', async () => {
    const em = bank.deps.orm.em.fork();
    const source = { deps: bank.deps, em, now: bank.now() };
    const [id, key] = [uuidv7(), uuidv7()];
    const vault = await openVault(source, approved.customerId);
    const owner = { key, firstName: 'Ines', lastName: 'Example', sharePercent: 40 };
    const value = { owners: [owner], nobodyAtThreshold: false };
    const valueEncrypted = vault.seal(givenPlace(id), JSON.stringify(value));
    const row = { id, customerId: approved.customerId, code: 'owners', valueEncrypted, savedAt: bank.now() } as const;
    em.persist(em.create(CustomerData, row));
    recordTest(em, bank.now());
    await em.flush();
    const owners = async () => (await decidedCases(source, [approved.id]))[0]?.decided.owners;
    expect(await owners()).toEqual({ owners: [{ sharePercent: 40, isIdentified: false }], nobodyAtThreshold: false });
    await bank.owner('delete from data_key where user_id = ?', [approved.customerId]);
    em.clear();
    expect(await owners()).toBeNull();
  });

  it('is of a draft that is there', async () => {
    const id = uuidv7();
    const notFound = expect.objectContaining({ cause: expect.objectContaining({ code: 'NOT_FOUND' }) });
    await expect(admin.api.policies.replay({ id, version: 1 })).rejects.toEqual(notFound);
    await expect(admin.api.policies.replayResult({ id })).rejects.toEqual(notFound);
    await expect(replayPolicy(bank.deps, id)).resolves.toBeUndefined();
  });
});
