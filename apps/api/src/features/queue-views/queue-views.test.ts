import { MAX_VIEWS, QueueView } from '@ostiary/domain/review';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
let auditor: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  auditor = await bank.staff('auditor');
});
afterAll(() => bank.close());

const query = QueueView.parse({ tab: 'waiting', risk: 'HIGH', assignee: 'me', sort: 'risk', columns: ['risk', 'due'] });
const namesOf = async ({ api }: SignedInStaff) => (await api.views.list()).results.map(({ name }) => name);
const refused = (code: string) => ({ cause: { code: 'INVALID_INPUT', fields: { name: [{ code }] } } });

describe('a saved view', () => {
  it('keeps filters, order and columns, and leaves a record', async () => {
    const saved = await reviewer.api.views.save({ name: 'High first', query });
    expect(saved).toMatchObject({ name: 'High first', query, isShared: false, owner: { isMe: true } });
    expect((await reviewer.api.views.list()).results).toEqual([saved]);
    expect(
      await bank.owner(
        `select actor_id, canonical::jsonb -> 'after' as after from audit_event where target_id = ? and action = 'saved_view.saved'`,
        [saved.id],
      ),
    ).toEqual([{ actor_id: reviewer.id, after: { isShared: false } }]);
  });

  it('is changed and removed by its owner alone', async () => {
    const { id } = await reviewer.api.views.save({ name: 'Mine', query, isShared: true });
    const { views } = auditor.api;
    await expect(views.save({ id, name: 'Theirs', query })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
    await expect(views.remove({ id })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
    await expect(
      reviewer.api.views.save({ id, name: 'MINE', query: { ...query, sort: 'age' }, isShared: true }),
    ).resolves.toMatchObject({
      id,
      name: 'MINE',
      query: { sort: 'age' },
    });
    await reviewer.api.views.remove({ id });
    expect(await namesOf(reviewer)).not.toContain('MINE');
    await expect(reviewer.api.views.remove({ id })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
  });

  it('is seen by colleagues once it is shared, after their own', async () => {
    const { id } = await reviewer.api.views.save({ name: 'A private one', query });
    await auditor.api.views.save({ name: 'Of the auditor', query });
    expect(await namesOf(auditor)).toEqual(['Of the auditor']);
    await reviewer.api.views.save({ id, name: 'A shared one', query, isShared: true });
    expect(await namesOf(auditor)).toEqual(['Of the auditor', 'A shared one']);
    const shown = (await auditor.api.views.list()).results.find((view) => view.id === id);
    expect(shown?.owner).toEqual({ name: 'Test reviewer', isMe: false });
  });

  it('has a name that its owner uses once, whatever the case', async () => {
    const owner = await bank.newStaff('reviewer');
    await owner.api.views.save({ name: 'Late ones', query });
    const second = await owner.api.views.save({ name: 'Others', query });
    await expect(owner.api.views.save({ name: 'LATE ones', query })).rejects.toMatchObject(refused('NAME_TAKEN'));
    await expect(owner.api.views.save({ id: second.id, name: 'late ones', query })).rejects.toMatchObject(
      refused('NAME_TAKEN'),
    );
    await expect(auditor.api.views.save({ name: 'Late ones', query })).resolves.toBeDefined();
  });

  it('is one of fifty at most, also when they are saved at once', async () => {
    const owner = await bank.newStaff('reviewer');
    const save = (at: number) => owner.api.views.save({ name: `View ${at}`, query });
    for (let at = 3; at < MAX_VIEWS; at++) await save(at);
    const outcomes = await Promise.allSettled([0, 1, 2, 50, 51, 52].map(save));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await expect(owner.api.views.save({ name: 'One more', query })).rejects.toMatchObject(refused('TOO_MANY_VIEWS'));
    const [first] = (await owner.api.views.list()).results;
    await expect(owner.api.views.save({ id: first?.id, name: 'Renamed', query })).resolves.toBeDefined();
  });

  it('never holds a search, which names a person, nor what is no filter', async () => {
    for (const extra of [{ search: 'Stone' }, { cursor: 'x' }, { tab: 'nowhere' }])
      await expect(
        reviewer.api.views.save({ name: 'Search', query: { ...query, ...extra } as QueueView }),
      ).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      }); // what a client without types may send
  });

  it('from before a filter changed is left out, not shown in part', async () => {
    const { id } = await reviewer.api.views.save({ name: 'Of old', query });
    await bank.owner(`update saved_view set query = '{"tab": "gone"}' where id = ?`, [id]);
    expect(await namesOf(reviewer)).not.toContain('Of old');
  });
});
