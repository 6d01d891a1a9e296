import { AppUser } from '@ostiary/db';
import { beforeAll, afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, Message, Messenger } from '../../ports/messenger.ts';
import {
  createTestBank,
  type SignedInCustomer,
  type SignedInStaff,
  type TestBank,
  testContext,
} from '../../testing.ts';
import { inTransaction } from '../../transaction.ts';
import { deliverForgotten, deliverMessage } from './deliver.service.ts';
import { mailDeskNotices } from './mail-desk.service.ts';
import { notify } from './notifications.service.ts';
import { claimHead, listUndelivered } from './outbox.ts';
import type { TemplateName } from './templates.ts';

const sent: Message[] = [];
let answer: (message: Message) => Promise<Delivery>;
const through = (mailbox: Messenger): Messenger => ({
  async send(message) {
    const outcome = await answer(message);
    if (outcome !== 'taken') return outcome;
    sent.push(message);
    return mailbox.send(message);
  },
});

let bank: TestBank;
let customer: SignedInCustomer;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  const { email, sms } = bank.deps.ports;
  Object.assign(bank.deps.ports, { email: through(email), sms: through(sms) });
  answer = () => Promise.resolve('taken');
  customer = await bank.customer();
  admin = await bank.staff('admin');
  await bank.runJobs();
});
afterAll(() => bank.close());
beforeEach(async () => {
  answer = () => Promise.resolve('taken');
  await bank.owner('delete from outbox_message');
  await bank.owner('delete from notification');
  await bank.owner('delete from message_preference');
  sent.length = 0;
});

async function tell(template: TemplateName, params: Record<string, string> = {}): Promise<string> {
  const ctx = testContext(bank.deps, 'customer');
  await inTransaction(ctx, async (tx) => {
    await notify(tx, { user: await tx.em.findOneOrFail(AppUser, { id: customer.id }), template, params });
  });
  const [row] = await bank.owner<{ id: string }>('select id from outbox_message order by seq desc limit 1');
  return row?.id ?? '';
}
const rows = () =>
  bank.owner<{ template: string; attempts: number; sent: boolean; because: string | null; left: boolean }>(
    `select template, attempts, sent_at is not null as sent, given_up_because as because,
       payload_encrypted is not null as left from outbox_message order by seq`,
  );
const later = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));

describe('the outbox', () => {
  it('sends what waits for a person in the order it was told, whichever wakes it', async () => {
    await tell('application_received');
    await tell('new_sign_in');
    await deliverMessage(bank.deps, await tell('approved'));
    expect(sent.map(({ subject }) => subject)).toEqual([
      'We received your application',
      'A new sign-in to your account',
      'Your application is approved',
    ]);
    expect(await rows()).toMatchObject([1, 2, 3].map(() => ({ sent: true, attempts: 1, left: false })));
  });

  it('keeps a later message waiting while an earlier one cannot be sent, and not those of other people', async () => {
    answer = () => Promise.reject(new Error('451 busy'));
    const first = await tell('application_received');
    const second = await tell('approved');
    await deliverMessage(bank.deps, first);
    answer = () => Promise.resolve('taken');
    await deliverMessage(bank.deps, second);
    expect(sent).toEqual([]);
    expect(await rows()).toMatchObject([{ attempts: 1, left: true }, { attempts: 0 }]);
    await later(31);
    await deliverForgotten(bank.deps);
    expect(sent.map(({ id }) => id)).toEqual([first, second]);
  });

  it('is sent by one of two workers that wake at once', async () => {
    const id = await tell('approved');
    const gate = Promise.withResolvers<Delivery>();
    answer = () => gate.promise;
    const first = deliverMessage(bank.deps, id);
    await expect.poll(async () => (await rows())[0]?.attempts, { interval: 10 }).toBe(1);
    const second = deliverMessage(bank.deps, id);
    // The second is done at once; were it not, it would wait at the gate as well.
    await Promise.race([second, new Promise((done) => setTimeout(done, 1_000))]);
    gate.resolve('taken');
    await Promise.all([first, second]);
    expect(sent).toHaveLength(1);
  });

  it('finds what a worker that was killed had in its hands, once its lease is over', async () => {
    const id = await tell('approved');
    await claimHead(bank.deps.orm.em.fork(), { lane: customer.id, channel: 'email' });
    await later(60);
    expect(await listUndelivered(bank.deps)).toEqual([]);
    await later(60);
    expect(await listUndelivered(bank.deps)).toEqual([id]);
    await deliverForgotten(bank.deps);
    expect(sent.map((message) => message.id)).toEqual([id]);
  });

  it('finds it behind nothing but its own lane: an invitation that waits hides none of its author’s messages', async () => {
    const invitation = await tell('approved');
    const waiting = `update outbox_message set lane = id, next_try_at = bank_now() + interval '1 hour' where id = ?`;
    await bank.owner(waiting, [invitation]);
    const lost = await tell('approved');
    await later(60);
    expect(await listUndelivered(bank.deps)).toEqual([lost]);
  });

  it('gives up what is refused for good, tells administrators once an hour, and goes on with the next', async () => {
    answer = ({ subject }) => Promise.resolve(subject.includes('received') ? 'refused' : 'taken');
    await tell('application_received');
    await tell('application_received');
    await deliverMessage(bank.deps, await tell('approved'));
    expect((await rows()).map(({ because, sent: isSent, left }) => [because, isSent, left])).toEqual([
      ['REFUSED', false, false],
      ['REFUSED', false, false],
      [null, true, false],
    ]);
    const { results } = await admin.api.notifications.list();
    expect(results).toMatchObject([{ kind: 'MESSAGES_UNDELIVERED', facts: { channel: 'email', because: 'REFUSED' } }]);
  });

  it('lets no code that has lapsed hold up the next', async () => {
    await tell('confirm_email', { code: '111111' });
    await later(31 * 60);
    await deliverMessage(bank.deps, await tell('confirm_email', { code: '222222' }));
    expect(sent.map(({ code }) => code)).toEqual(['222222']);
    expect((await rows())[0]).toMatchObject({ because: 'TOO_OLD', left: false });
  });
});

describe('what a person wants to hear', () => {
  const channels = async () =>
    (
      await bank.owner<{ channel: string; template: string }>(
        'select channel, template from outbox_message order by seq',
      )
    ).map(({ channel, template }) => `${channel} ${template}`);

  it('is asked for each kind and channel; what must be told cannot be switched off', async () => {
    const { results } = await customer.api.preferences.list();
    const fixed = results.filter(({ isFixed }) => isFixed);
    expect(fixed.map(({ topic, channel, isOn }) => `${topic} ${channel} ${isOn}`)).toEqual([
      'CODES email true',
      'CODES sms true',
      'SECURITY in_app true',
      'SECURITY email true',
      'DECISIONS in_app true',
      'DECISIONS email true',
    ]);
    for (const { topic, channel } of fixed)
      await expect(customer.api.preferences.set({ topic, channel, isOn: false })).rejects.toMatchObject({
        cause: { code: 'MESSAGE_FIXED' },
      });
    await expect(
      customer.api.preferences.set({ topic: 'MENTIONS', channel: 'email', isOn: true }),
    ).rejects.toMatchObject({ cause: { code: 'MESSAGE_FIXED' } });
  });

  it('holds from the next message on, and is on record', async () => {
    await customer.api.preferences.set({ topic: 'PROGRESS', channel: 'email', isOn: false });
    await customer.api.preferences.set({ topic: 'PROGRESS', channel: 'in_app', isOn: false });
    await tell('application_received');
    expect(await channels()).toEqual([]);
    expect((await customer.api.notifications.list()).results).toEqual([]);
    await tell('approved');
    expect(await channels()).toEqual(['email approved']);
    const [record] = await bank.owner<{ canonical: string }>(
      `select canonical from audit_event where action = 'preference.changed' and actor_id = ? order by at desc limit 1`,
      [customer.id],
    );
    expect(JSON.parse(record?.canonical ?? '{}')).toMatchObject({ after: { topic: 'PROGRESS', isOn: false } });
  });

  it('adds an SMS without the facts for whoever asked for one and has proved their number', async () => {
    await customer.api.preferences.set({ topic: 'DECISIONS', channel: 'sms', isOn: true });
    await bank.owner('update app_user set phone_confirmed_at = null where id = ?', [customer.id]);
    await tell('rejected', { items: 'A reason' });
    expect(await channels()).toEqual(['email rejected']);
    await bank.owner('update app_user set phone_confirmed_at = now() where id = ?', [customer.id]);
    await tell('rejected', { items: 'A reason' });
    expect(await channels()).toEqual(['email rejected', 'email rejected', 'sms rejected']);
    await bank.runJobs();
    expect(sent.find(({ html }) => html === undefined)?.text).toMatch(/^Ostiary Bank: About your application\. http/);
  });

  it('rings a bell that says what happened and nothing about the person, each customer their own', async () => {
    const other = await bank.customer();
    await tell('rejected', { items: 'A reason' });
    const { unread, results } = await customer.api.notifications.list();
    expect(unread).toBe(1);
    expect(results).toMatchObject([{ kind: 'REJECTED', isRead: false }]);
    expect(await bank.owner('select facts from notification')).toEqual([{ facts: {} }]);
    const ids = results.map(({ id }) => id);
    await other.api.notifications.markRead({ ids });
    expect((await customer.api.notifications.list()).unread).toBe(1);
    expect(await customer.api.notifications.markRead({ ids })).toEqual({ unread: 0 });
  });

  it('lets staff have the bell by e-mail too, once an hour, if it is not read within the minute', async () => {
    await admin.api.preferences.set({ topic: 'MENTIONS', channel: 'email', isOn: true });
    const mention = (event: string, isRead: boolean) =>
      bank.owner(
        `insert into notification (id, user_id, kind, facts, event, created_at, read_at)
         values (gen_random_uuid(), ?, 'MENTIONED', '{}', ?, bank_now(), ${isRead ? "bank_now() + interval '1 s'" : 'null'})`,
        [admin.id, event],
      );
    await mention('read', true);
    await later(61);
    await mailDeskNotices(bank.deps);
    expect(await channels()).toEqual([]);
    await mention('one', false);
    await mention('two', false);
    await mailDeskNotices(bank.deps);
    expect(await channels()).toEqual([]);
    await later(61);
    await mailDeskNotices(bank.deps);
    expect(await channels()).toEqual(['email desk_notice']);
    await mention('three', false);
    await later(61);
    await mailDeskNotices(bank.deps);
    expect(await channels()).toEqual(['email desk_notice']);
  });
});
