import { type AppUser, OutboxMessage } from '@ostiary/db';
import { openField, sealField } from '@ostiary/domain/crypto';
import { DomainError, Language } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Context, Deps } from '../../context.ts';
import { orReport, reportsStored } from '../data-protection/corruption.service.ts';
import { TEMPLATES, type TemplateName } from './templates.ts';

const Payload = z.strictObject({ to: z.string(), language: Language, params: z.record(z.string(), z.string()) });

interface Notice {
  readonly user: Pick<AppUser, 'id' | 'email' | 'phoneNumber' | 'language'>;
  readonly template: TemplateName;
  readonly channel?: 'email' | 'sms';
  readonly params?: Readonly<Record<string, string>>;
}

const payloadPlace = (rowId: string) => ({ table: 'outbox_message', column: 'payload_encrypted', rowId });

/** Puts a message into the outbox in the caller's transaction: told if and only if the change happened. */
export async function notify(
  ctx: Pick<Context, 'em' | 'now' | 'deps'>,
  { user, template, channel = 'email', params = {} }: Notice,
): Promise<void> {
  const to = channel === 'email' ? user.email : user.phoneNumber;
  if (to == null) return;
  const payload = JSON.stringify({ to, language: user.language, params });
  const id = uuidv7();
  const message = ctx.em.create(OutboxMessage, {
    id,
    userId: user.id,
    channel,
    template,
    payloadEncrypted: sealField(ctx.deps.keys.outbox, payloadPlace(id), { text: payload, now: ctx.now }),
    createdAt: ctx.now,
  });
  ctx.em.persist(message);
  await ctx.deps.jobs.send(ctx.em, 'deliver-message', { id: message.id });
}

const HOUR = 60 * 60_000;

/** As `notify`, at most once an hour for each person and template. The caller has locked the person's row. */
export async function notifyHourly(ctx: Pick<Context, 'em' | 'now' | 'deps'>, notice: Notice): Promise<void> {
  const { user, template } = notice;
  const createdAt = { $gt: new Date(ctx.now.getTime() - HOUR) };
  if ((await ctx.em.count(OutboxMessage, { userId: user.id, template, createdAt })) === 0) await notify(ctx, notice);
}

const isTemplate = (name: string): name is TemplateName => name in TEMPLATES;

/** Null for a message that does not open: it went to another row, or is damaged. */
function openPayload(deps: Deps, { id, userId, payloadEncrypted }: OutboxMessage): z.infer<typeof Payload> | null {
  const place = payloadPlace(id);
  const token = payloadEncrypted ?? '';
  try {
    const open = () => openField(deps.keys.outbox, place, token);
    return Payload.parse(JSON.parse(orReport(deps, { userId, place, sealed: token }, open)));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'CORRUPTED_DATA') return null;
    throw error;
  }
}

/** Nobody will ever read it: it leaves the queue, so that the others behind it do not wait. */
async function giveUp(deps: Deps, em: Deps['orm']['em'], message: OutboxMessage): Promise<void> {
  await reportsStored(deps.orm);
  em.remove(message);
  await em.flush();
}

/** Delivers one message. At least once: a crash between sending and marking sends again under the same id. */
export async function deliverMessage(deps: Deps, id: string): Promise<void> {
  const em = deps.orm.em.fork();
  const message = await em.findOne(OutboxMessage, { id, sentAt: null });
  if (message?.payloadEncrypted == null || !isTemplate(message.template)) return;
  const payload = openPayload(deps, message);
  if (!payload) return giveUp(deps, em, message);
  const { to, language, params } = payload;
  const { subject, text } = TEMPLATES[message.template][language](params);
  await deps.ports[message.channel].send({ id, to, subject, text, code: params.code });
  message.sentAt = deps.clock();
  message.payloadEncrypted = null;
  await em.flush();
}

/** Ids of messages whose wake-up was lost. */
export async function listUndelivered(deps: Deps): Promise<string[]> {
  const rows = await deps.orm.em
    .fork()
    .execute<{ id: string }[]>(
      `select id from outbox_message where sent_at is null and created_at < bank_now() - interval '30 seconds' order by created_at limit 500`,
    );
  return rows.map((row) => row.id);
}
