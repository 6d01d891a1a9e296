import { DevMessage, type MikroORM } from '@ostiary/db';
import type { Language } from '@ostiary/domain/shared';
import type { Logger } from 'pino';

export interface Message {
  /** Of the outbox row; a delivery that is repeated carries the same id. */
  readonly id: string;
  readonly to: string;
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
  /** The same words as a page; an e-mail has both. */
  readonly html?: string;
  /** The one-time code in the text, if there is one: the dev mailbox shows it apart. */
  readonly code: string | undefined;
}

/** `refused`: the carrier will never take this message for this address. */
export type Delivery = 'taken' | 'refused';

/** Carries one message to one person. Rejects when the carrier could not take it now; the outbox tries again. */
export interface Messenger {
  send(message: Message): Promise<Delivery>;
}

/** Local: the message can be read at /dev/mailbox. A repeat of the same message changes nothing. */
export function devMailbox(orm: MikroORM, channel: 'email' | 'sms', clock: () => Date): Messenger {
  return {
    async send({ id, to: recipient, subject, text: body, html = null, code = null }) {
      await orm.em.fork().upsert(DevMessage, { id, channel, recipient, subject, body, html, code, at: clock() });
      return 'taken';
    },
  };
}

/** The default where no SMS carrier is configured: says in the log that a message is due, never its text. */
export function consoleSms(log: Logger): Messenger {
  return {
    send({ id }) {
      log.info({ messageId: id }, 'an SMS is due; no carrier is configured');
      return Promise.resolve('taken');
    },
  };
}
