import type { Deps } from '../../context.ts';
import { loggable } from '../../failures.ts';
import { reportsStored } from '../data-protection/corruption.service.ts';
import { staffWith } from '../desk/people.service.ts';
import { tellStaff } from '../desk/tell.service.ts';
import { composeMail, composeSms } from './compose.ts';
import { openPayload } from './open-payload.ts';
import { type Claimed, claimHead, laneOf, listUndelivered, markGivenUp, markSent, waitUntil } from './outbox.ts';
import { TEMPLATES, type TemplateName } from './templates.ts';
import { TOPIC_OF_TEMPLATE } from './topics.ts';

type Em = Deps['orm']['em'];

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 600;
/** A code that comes after it has lapsed only confuses, and holds up the next one. */
const KEPT_SECONDS = { codes: 30 * 60, others: 72 * 3600 } as const;
const SWEEP_MS = 20_000;

const isTemplate = (name: string): name is TemplateName => name in TEMPLATES;

const pauseOf = (attempts: number) => Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (attempts - 1));

function isTooOld({ template, ageSeconds }: Claimed): boolean {
  const isCode = isTemplate(template) && TOPIC_OF_TEMPLATE[template] === 'CODES' && template !== 'staff_invited';
  return ageSeconds > (isCode ? KEPT_SECONDS.codes : KEPT_SECONDS.others);
}

/** Whoever runs the bank hears of it once an hour for each channel; which message it was stands in the outbox. */
async function giveUp(deps: Deps, { id, channel }: Claimed, because: 'REFUSED' | 'TOO_OLD'): Promise<void> {
  const now = deps.clock();
  await deps.orm.em.fork().transactional(async (em) => {
    if (!(await markGivenUp(em, id, because))) return;
    const users = (await staffWith({ em }, 'staff.manage')).map((person) => person.id);
    const event = `undelivered:${channel}:${now.toISOString().slice(0, 13)}`;
    const facts = { channel, because };
    await tellStaff({ em, now }, { users, kind: 'MESSAGES_UNDELIVERED', applicationId: null, facts, event });
  });
}

/** Nobody will ever read it: it leaves the queue, so that the others behind it do not wait. */
async function drop(deps: Deps, em: Em, id: string): Promise<void> {
  await reportsStored(deps.orm);
  await em.execute('delete from outbox_message where id = ?', [id]);
}

async function send(deps: Deps, message: Claimed, template: TemplateName): Promise<'taken' | 'refused' | 'unreadable'> {
  const payload = openPayload(deps, message);
  if (!payload) return 'unreadable';
  const { id, channel } = message;
  const { to, language, params, door, topic } = payload;
  const draft = { template, language, params, door, ...(topic && { topic }) };
  const composed = channel === 'email' ? await composeMail(deps.env, draft) : composeSms(deps.env, draft);
  return deps.ports[channel].send({ id, to, language, ...composed, code: params.code });
}

/** True where the next message of the lane may follow. */
async function deliver(deps: Deps, em: Em, message: Claimed): Promise<boolean> {
  if (isTooOld(message)) {
    await giveUp(deps, message, 'TOO_OLD');
    return true;
  }
  try {
    // One that a newer version of the bank wrote waits for a worker that knows it.
    const outcome = isTemplate(message.template) ? await send(deps, message, message.template) : 'unknown';
    if (outcome === 'taken') await markSent(em, message.id, deps.clock());
    else if (outcome === 'refused') await giveUp(deps, message, 'REFUSED');
    else if (outcome === 'unreadable') await drop(deps, em, message.id);
    else await waitUntil(em, message, LONGEST_PAUSE_SECONDS);
    return outcome !== 'unknown';
  } catch (error) {
    const seconds = pauseOf(message.attempts);
    deps.log.warn({ err: loggable(error), messageId: message.id, seconds }, 'a message was not taken; again later');
    await waitUntil(em, message, seconds);
    await deps.jobs.send(em, 'deliver-message', {
      id: message.id,
      notBefore: new Date(deps.clock().getTime() + seconds * 1000),
    });
    return false;
  }
}

/**
 * Delivers what waits for the person of a message by its channel, in order. At least once: a crash between sending and
 * marking sends again under the same id. While one cannot be sent, those behind it wait.
 */
export async function deliverMessage(deps: Deps, id: string): Promise<void> {
  const em = deps.orm.em.fork();
  const lane = await laneOf(em, id);
  if (!lane) return;
  for (let head = await claimHead(em, lane); head; head = await claimHead(em, lane))
    if (!(await deliver(deps, em, head))) return;
}

/** Messages whose wake-up was lost, for at most 20 s: what is left waits for the next minute. */
export async function deliverForgotten(deps: Deps): Promise<void> {
  const until = performance.now() + SWEEP_MS;
  for (const id of await listUndelivered(deps)) {
    if (performance.now() > until) return;
    await deliverMessage(deps, id);
  }
}
