import { type AppUser, OutboxMessage } from '@ostiary/db';
import type { MessageTopic } from '@ostiary/domain/notifications';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { portalUrl } from '../../security-profile.ts';
import { type Payload, sealPayload } from './payload.ts';
import { type Reader, readerOf } from './reader.service.ts';
import type { TemplateName } from './templates.ts';
import { noticeKindOf, TOPIC_OF_TEMPLATE } from './topics.ts';

type Telling = Pick<Context, 'em' | 'now' | 'deps'>;

interface Notice {
  readonly user: Pick<AppUser, 'id' | 'email' | 'phoneNumber' | 'language'>;
  readonly template: TemplateName;
  readonly channel?: 'email' | 'sms';
  readonly params?: Readonly<Record<string, string>>;
  /** What it is about, where the template alone does not say. */
  readonly topic?: MessageTopic;
}

interface Letter {
  readonly user: Notice['user'];
  readonly template: TemplateName;
  readonly channel: 'email' | 'sms';
  readonly payload: Payload;
}

async function enqueue({ em, now, deps }: Telling, { user, template, channel, payload }: Letter): Promise<void> {
  const id = uuidv7();
  const payloadEncrypted = sealPayload(deps, id, { payload, now });
  em.persist(em.create(OutboxMessage, { id, userId: user.id, channel, template, payloadEncrypted, createdAt: now }));
  await deps.jobs.send(em, 'deliver-message', { id });
}

const TELL = `
  insert into notification (id, user_id, kind, facts, event, created_at) values (?, ?, ?, '{}', ?, ?)
  on conflict (user_id, event) do nothing`;

/** The portal's bell says it too, to customers, without a word about what it says. */
async function ring({ em, now }: Telling, { user, template }: Notice, reader: Reader): Promise<void> {
  const kind = noticeKindOf(template);
  if (kind === null || reader.door !== 'customer' || !reader.wants('in_app')) return;
  await em.execute(TELL, [uuidv7(), user.id, kind, `${kind}:${now.toISOString()}`, now]);
}

/** Codes and links are for whoever asks, who may not be stored yet and cannot choose; a link says at which door. */
function doorOfLink({ deps }: Telling, { params }: Notice): Payload['door'] {
  return params?.link?.startsWith(`${portalUrl(deps.env, 'staff')}/`) ? 'staff' : 'customer';
}

/**
 * Puts a message into the outbox in the caller's transaction: told if and only if the change happened. What the person
 * switched off is not sent; what they get by SMS besides says no more than that there is something.
 */
export async function notify(ctx: Telling, notice: Notice): Promise<void> {
  const { user, template, channel = 'email', params = {}, topic = TOPIC_OF_TEMPLATE[template] } = notice;
  const to = channel === 'email' ? user.email : user.phoneNumber;
  const words = { language: user.language, params, topic } as const;
  if (topic === 'CODES') {
    const payload = { ...words, to: to ?? '', door: doorOfLink(ctx, notice) };
    return to == null ? undefined : enqueue(ctx, { user, template, channel, payload });
  }
  const reader = await readerOf(ctx.em, user.id, topic);
  const { door } = reader;
  await ring(ctx, notice, reader);
  // An SMS that was asked for by name, to the old number say, is no copy.
  if (to != null && (channel === 'sms' || reader.wants('email')))
    await enqueue(ctx, { user, template, channel, payload: { ...words, to, door } });
  if (channel === 'email' && user.phoneNumber != null && reader.hasPhone && reader.wants('sms'))
    await enqueue(ctx, { user, template, channel: 'sms', payload: { ...words, to: user.phoneNumber, door } });
}

const HOUR = 60 * 60_000;

/** As `notify`, at most once an hour for each person and template. The caller has locked the person's row. */
export async function notifyHourly(ctx: Telling, notice: Notice): Promise<void> {
  const { user, template } = notice;
  const createdAt = { $gt: new Date(ctx.now.getTime() - HOUR) };
  if ((await ctx.em.count(OutboxMessage, { userId: user.id, template, createdAt })) === 0) await notify(ctx, notice);
}
