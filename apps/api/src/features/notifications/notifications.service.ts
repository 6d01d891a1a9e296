import { AppUser, OutboxMessage } from '@ostiary/db';
import type { MessageTopic } from '@ostiary/domain/notifications';
import type { UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context, Deps } from '../../context.ts';
import { portalUrl } from '../../security-profile.ts';
import { type Payload, sealPayload } from './payload.ts';
import { type Reader, readerOf } from './reader.service.ts';
import type { TemplateName } from './templates.ts';
import { noticeKindOf, TOPIC_OF_TEMPLATE } from './topics.ts';

type Telling = Pick<Context, 'em' | 'now' | 'deps'>;

/** A program without queues writes all the same: the next minute's sweep finds what it wrote. */
export interface Writing extends Pick<Context, 'em' | 'now'> {
  readonly deps: Pick<Deps, 'keys'> & Partial<Pick<Deps, 'jobs'>>;
}

interface Notice {
  readonly user: Pick<AppUser, 'id' | 'email' | 'phoneNumber' | 'language'>;
  readonly template: TemplateName;
  readonly channel?: 'email' | 'sms';
  readonly params?: Readonly<Record<string, string>>;
  /** What it is about, where the template alone does not say. */
  readonly topic?: MessageTopic;
  /** For a recipient who is not the person it belongs to: what they cannot be reached with holds up nobody else. */
  readonly lane?: string;
}

interface Letter {
  readonly user: Notice['user'];
  readonly template: TemplateName;
  readonly channel: 'email' | 'sms';
  readonly payload: Payload;
  readonly lane?: string | undefined;
}

async function enqueue({ em, now, deps }: Writing, { user, template, channel, payload, lane }: Letter): Promise<void> {
  const id = uuidv7();
  const payloadEncrypted = sealPayload(deps, id, { payload, now });
  em.persist(
    em.create(OutboxMessage, { id, userId: user.id, lane, channel, template, payloadEncrypted, createdAt: now }),
  );
  await deps.jobs?.send(em, 'deliver-message', { id });
}

const TELL = `
  insert into notification (id, user_id, kind, facts, event, created_at) values (?, ?, ?, '{}', ?, ?)
  on conflict (user_id, event) do nothing`;

/** The portal's bell says it too, to customers, without a word about what it says. */
async function ring({ em, now }: Writing, { user, template }: Notice, reader: Reader): Promise<void> {
  const kind = noticeKindOf(template);
  if (kind === null || reader.door !== 'customer' || !reader.wants('in_app')) return;
  await em.execute(TELL, [uuidv7(), user.id, kind, `${kind}:${now.toISOString()}`, now]);
}

/** Codes and links are for whoever asks, who may not be stored yet and cannot choose; a link says at which door. */
function doorOfLink({ deps }: Telling, { params }: Notice): Payload['door'] {
  return params?.link?.startsWith(`${portalUrl(deps.env, 'staff')}/`) ? 'staff' : 'customer';
}

/** What is no code: as the person wants to hear of it. */
async function write(ctx: Writing, notice: Notice): Promise<void> {
  const { user, template, channel = 'email', params = {}, topic = TOPIC_OF_TEMPLATE[template] } = notice;
  const to = channel === 'email' ? user.email : user.phoneNumber;
  const words = { language: user.language, params, topic } as const;
  const reader = await readerOf(ctx.em, user.id, topic);
  const { door } = reader;
  await ring(ctx, notice, reader);
  // An SMS that was asked for by name, to the old number say, is no copy.
  if (to != null && (channel === 'sms' || reader.wants('email')))
    await enqueue(ctx, { user, template, channel, payload: { ...words, to, door } });
  if (channel === 'email' && user.phoneNumber != null && reader.hasPhone && reader.wants('sms'))
    await enqueue(ctx, { user, template, channel: 'sms', payload: { ...words, to: user.phoneNumber, door } });
}

/**
 * Puts a message into the outbox in the caller's transaction: told if and only if the change happened. What the person
 * switched off is not sent; what they get by SMS besides says no more than that there is something.
 */
export async function notify(ctx: Telling, notice: Notice): Promise<void> {
  const { user, template, channel = 'email', params = {}, topic = TOPIC_OF_TEMPLATE[template] } = notice;
  if (topic !== 'CODES') return write(ctx, notice);
  const to = channel === 'email' ? user.email : user.phoneNumber;
  if (to == null) return;
  const payload = { language: user.language, params, topic, to, door: doorOfLink(ctx, notice) };
  await enqueue(ctx, { user, template, channel, payload, lane: notice.lane });
}

const HOUR = 60 * 60_000;

async function wasToldWithinHour(
  { em, now }: Writing,
  told: { readonly userId: UserId; readonly template: TemplateName },
): Promise<boolean> {
  const createdAt = { $gt: new Date(now.getTime() - HOUR) };
  return (await em.count(OutboxMessage, { ...told, createdAt })) > 0;
}

/** Something that the applicant gave cannot be used: what, their application shows. At most one message an hour. */
export async function notifyAskedAgain(ctx: Writing, userId: UserId): Promise<void> {
  const user = await ctx.em.findOneOrFail(AppUser, { id: userId });
  if (!(await wasToldWithinHour(ctx, { userId, template: 'asked_again' })))
    await write(ctx, { user, template: 'asked_again' });
}

/** As `notify`, at most once an hour for each person and template. The caller has locked the person's row. */
export async function notifyHourly(ctx: Telling, notice: Notice): Promise<void> {
  const { user, template } = notice;
  if (!(await wasToldWithinHour(ctx, { userId: user.id, template }))) await notify(ctx, notice);
}
