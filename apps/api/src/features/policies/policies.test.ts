import { type DraftView, type Policy, shippedPolicy } from '@ostiary/domain/policy';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureCatalogue } from '../../catalogue.ts';
import { createTestBank, type SignedInStaff, TEST_PASSWORD, type TestBank } from '../../testing.ts';
import { publicFailure } from '../../trpc.ts';

const US = shippedPolicy('us-individual');

let bank: TestBank;
let admin: SignedInStaff;
let other: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  [admin, other] = [await bank.staff('admin'), await bank.newStaff('admin')];
});
afterAll(() => bank.close());
beforeEach(() =>
  bank.owner(`update policy_draft set state = 'DISCARDED', closed_at = now(), closed_by = edited_by
  where state in ('DRAFT', 'PROPOSED')`),
);

const refusal = (code: string, facts: object = {}) =>
  expect.objectContaining({ cause: expect.objectContaining({ code, ...facts }) });
const key = ({ id, version }: DraftView) => ({ id, version });
const start = (code = 'us-individual', version = 1) => admin.api.policies.startDraft({ code, version });
const save = (draft: DraftView, body: Partial<Policy>, by = admin) =>
  by.api.policies.saveDraft({ ...key(draft), body: { ...draft.body, ...body }, note: 'Why: a test' });
const proposed = async (body: Partial<Policy> = { dueHours: 12 }, code = 'us-individual') =>
  admin.api.policies.propose(key(await save(await start(code), body)));
const proveAgain = (staff: SignedInStaff) => staff.api.auth.stepUp({ password: TEST_PASSWORD });
const publish = async (draft: DraftView, by = other) => {
  await proveAgain(by);
  return by.api.policies.publish(key(draft));
};
const lastAudit = async (action: string) => {
  const [row] = await bank.owner<{ canonical: string }>(
    'select canonical from audit_event where action = ? order by id desc limit 1',
    [action],
  );
  return JSON.parse(row?.canonical ?? '{}') as { after?: object; actor?: object; target?: object };
};

describe('the policies', () => {
  it('are listed with their versions, newest first, and what is pinned to each', async () => {
    await bank.customer();
    const { items } = await (await bank.staff('auditor')).api.policies.list();
    expect(items.map(({ code }) => code)).toEqual(['in-business', 'in-individual', 'us-business', 'us-individual']);
    const us = items.find(({ code }) => code === 'us-individual');
    expect(us?.versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(us?.versions[0]).toMatchObject({ proposedBy: null, publishedBy: null });
    expect(us?.versions[0]?.applications).toBeGreaterThanOrEqual(1);
    expect(us?.versions[1]?.applications).toBe(0);
  });

  it('are read and compared version by version', async () => {
    const page = await admin.api.policies.get({ code: 'us-individual', version: 2 });
    expect(page).toMatchObject({ body: US, facts: { version: 2 } });
    const { changes } = await admin.api.policies.compare({ code: 'us-individual', from: 1, to: 2 });
    expect(changes.map(({ path }) => path)).toContain('requirements.ssn.alternative');
    await expect(admin.api.policies.get({ code: 'us-individual', version: 99 })).rejects.toEqual(refusal('NOT_FOUND'));
  });
});

describe('a draft', () => {
  it('begins with any version, follows the newest, and is the only one of its policy', async () => {
    const draft = await start('us-individual', 1);
    expect(draft).toMatchObject({
      state: 'DRAFT',
      isStale: false,
      editedBy: 'Test admin',
      base: { version: draft.body.version - 1 },
    });
    expect(draft.changes.map(({ path }) => path)).toContain('checks');
    await expect(start()).rejects.toEqual(refusal('POLICY_DRAFT_OPEN', { details: { id: draft.id } }));
    expect(await lastAudit('policy_draft.started')).toMatchObject({ target: { id: draft.id }, after: { source: 1 } });
  });

  it('is saved and told by path what is wrong', async () => {
    const draft = await start();
    const saved = await save(draft, { dueHours: 48 });
    expect(saved).toMatchObject({ version: 2, body: { dueHours: 48 }, note: 'Why: a test' });
    expect(await lastAudit('policy_draft.saved')).toMatchObject({ after: { changes: ['dueHours'] } });
    const wrong = {
      dueHours: 0,
      requirements: [...US.requirements, { kind: 'data', code: 'owners' }],
    } as unknown as Partial<Policy>; // as a client may send it
    const failure: unknown = await save(saved, wrong).catch((error: unknown) => error);
    if (!(failure instanceof TRPCError)) throw new Error('the draft was saved');
    expect(publicFailure(failure)).toMatchObject({
      errorCode: 'INVALID_INPUT',
      fieldErrors: {
        'body.dueHours': [{ code: 'HOURS_RANGE' }],
        'body.ownerThresholdPercent': [{ code: 'THRESHOLD_NEEDED' }],
      },
    });
    await expect(save(saved, { title: 'US \ud800' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(save(saved, { country: 'IN', version: 9 })).rejects.toEqual(
      refusal('INVALID_INPUT', {
        fields: {
          'body.country': [expect.objectContaining({ code: 'POLICY_FIXED' })],
          'body.version': [expect.objectContaining({ code: 'POLICY_FIXED' })],
        },
      }),
    );
  });

  it('refuses who saw an older wording, and who comes after its end', async () => {
    const draft = await start();
    const saved = await save(draft, { dueHours: 48 });
    for (const act of [
      () => save(draft, {}),
      () => other.api.policies.propose(key(draft)),
      () => other.api.policies.discard(key(draft)),
    ])
      await expect(act()).rejects.toEqual(refusal('RECORD_CHANGED'));
    expect(await other.api.policies.discard(key(saved))).toMatchObject({ state: 'DISCARDED', closedBy: 'Test admin' });
    expect(await lastAudit('policy_draft.discarded')).toMatchObject({ target: { id: draft.id } });
    await expect(save(saved, {})).rejects.toEqual(refusal('POLICY_DRAFT_CLOSED'));
  });

  it('that changes nothing is not proposed', async () => {
    const draft = await start('in-business');
    await expect(admin.api.policies.propose(key(draft))).rejects.toEqual(refusal('POLICY_UNCHANGED'));
    expect(await admin.api.policies.draft({ id: draft.id })).toMatchObject({ state: 'DRAFT', changes: [] });
  });
});

describe('publishing', () => {
  it('takes another person than the one who proposed, who has just proved themself', async () => {
    const draft = await proposed();
    await bank.setNow(new Date(bank.now().getTime() + 6 * 60_000));
    await expect(other.api.policies.publish(key(draft))).rejects.toEqual(refusal('STEP_UP_REQUIRED'));
    await expect(publish(draft, admin)).rejects.toEqual(refusal('SECOND_APPROVER_MUST_DIFFER'));
    const reviewer = await bank.staff('reviewer');
    await expect(reviewer.api.policies.publish(key(draft))).rejects.toEqual(refusal('FORBIDDEN'));
    expect(await publish(draft)).toMatchObject({ state: 'PUBLISHED' });
  });

  it('is not for who edited the draft, whoever proposed it, nor by proposing it again', async () => {
    const written = await save(await start(), { dueHours: 14 });
    const draft = await other.api.policies.propose(key(written));
    expect(draft.version).toBe(written.version + 1);
    await expect(other.api.policies.propose(key(written))).rejects.toEqual(refusal('RECORD_CHANGED'));
    await expect(admin.api.policies.propose(key(draft))).rejects.toEqual(refusal('POLICY_PROPOSED'));
    for (const by of [admin, other]) {
      expect(await by.api.policies.draft({ id: draft.id })).toMatchObject({ isOwnWork: true });
      await expect(publish(draft, by)).rejects.toEqual(refusal('SECOND_APPROVER_MUST_DIFFER'));
    }
    expect(await publish(draft, await bank.newStaff('admin'))).toMatchObject({ state: 'PUBLISHED' });
  });

  it('is not for who wrote an earlier wording either, once another has saved it again', async () => {
    const third = await bank.newStaff('admin');
    const again = await save(await save(await start(), { dueHours: 15 }), { dueHours: 16 }, other);
    const draft = await third.api.policies.propose(key(again));
    await expect(publish(draft, admin)).rejects.toEqual(refusal('SECOND_APPROVER_MUST_DIFFER'));
    expect(await publish(draft, await bank.newStaff('admin'))).toMatchObject({ state: 'PUBLISHED' });
  });

  it.each(['proposed_by', 'edited_by', 'editors[1]'])(
    'is held to four eyes by the database too: not %s',
    async (who) => {
      const written = await save(await save(await start(), { dueHours: 11 }), { dueHours: 13 }, other);
      const { id } = await (await bank.newStaff('admin')).api.policies.propose(key(written));
      const self = `update policy_draft set state = 'PUBLISHED', closed_by = ${who}, closed_at = now() where id = ?`;
      await expect(bank.owner(self, [id])).rejects.toMatchObject({ constraint: 'policy_draft_four_eyes' });
    },
  );

  it('makes the next version, for new applications only', async () => {
    const before = await bank.customer();
    const pinned = async () =>
      (
        await bank.owner<{ version: number }>(
          `select v.version from kyc_application a join policy_version v on v.id = a.policy_version_id
         where a.customer_id = ?`,
          [before.id],
        )
      )[0]?.version;
    const old = await pinned();
    const draft = await proposed({ dueHours: 36, requirements: [...US.requirements, { kind: 'data', code: 'pan' }] });
    await publish(draft);
    const version = draft.body.version;
    const { facts, body } = await admin.api.policies.get({ code: 'us-individual', version });
    expect(facts).toMatchObject({ proposedBy: 'Test admin', publishedBy: 'Test admin', applications: 0 });
    expect(body).toMatchObject({ version, dueHours: 36 });
    const after = await bank.customer();
    const codes = async (customer: typeof after) =>
      (await customer.api.requirements.list()).currentlyDue.map(({ code }) => code);
    expect(await codes(after)).toContain('pan');
    expect(await codes(before)).not.toContain('pan');
    expect(await pinned()).toBe(old);
    expect(await lastAudit('policy.published')).toMatchObject({
      actor: { id: other.id },
      after: { published: version, proposedBy: admin.id, body: { dueHours: 36 } },
    });
  });

  it('refuses a draft that was changed since, or never proposed', async () => {
    const draft = await proposed();
    const edited = await save(draft, { dueHours: 1 }, other);
    expect(edited).toMatchObject({ state: 'DRAFT', proposedBy: null });
    await expect(publish(draft)).rejects.toEqual(refusal('RECORD_CHANGED'));
    await expect(publish(edited)).rejects.toEqual(refusal('POLICY_NOT_PROPOSED'));
  });

  it('refuses a draft whose base is no longer the newest', async () => {
    const draft = await proposed({ dueHours: 5 }, 'in-individual');
    const newer = JSON.stringify({ ...draft.body, dueHours: 99 });
    await bank.owner(
      'insert into policy_version (id, code, version, body, published_at) values (gen_random_uuid(), ?, 2, ?::jsonb, now())',
      ['in-individual', newer],
    );
    await expect(publish(draft)).rejects.toEqual(refusal('RECORD_CHANGED', { details: { base: 1, newest: 2 } }));
    expect(await admin.api.policies.draft({ id: draft.id })).toMatchObject({ state: 'PROPOSED', isStale: true });
  });

  it('lets one of two at once through', async () => {
    const draft = await proposed({ dueHours: 7 }, 'us-business');
    const third = await bank.newStaff('admin');
    await Promise.all([proveAgain(other), proveAgain(third)]);
    const both = await Promise.allSettled([other, third].map((by) => by.api.policies.publish(key(draft))));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refusal('POLICY_DRAFT_CLOSED') });
  });
});

describe('a stored version', () => {
  it('that is no policy keeps the bank from opening', async () => {
    await bank.owner(
      `insert into policy_version (id, code, version, body, published_at)
       select gen_random_uuid(), 'us-torn', 1, body - 'dueHours', now() from policy_version where code = 'us-individual' and version = 1`,
    );
    const opening = ensureCatalogue(bank.deps.orm, bank.now());
    await expect(opening).rejects.toThrow('Policy us-torn, version 1, cannot be read: dueHours');
  });
});
