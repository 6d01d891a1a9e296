import { DevMessage, type MikroORM } from '@ostiary/db';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';

export interface Message {
  /** Of the outbox row; a delivery that is repeated carries the same id. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The one-time code in the text, if there is one: the dev mailbox shows it apart. */
  readonly code: string | undefined;
}

/** Carries one message to one person. Rejects when the carrier did not take it; the outbox tries again. */
export interface Messenger {
  send(message: Message): Promise<void>;
}

/** Local: the message can be read at /dev/mailbox. A repeat of the same message changes nothing. */
export function devMailbox(orm: MikroORM, channel: 'email' | 'sms', clock: () => Date): Messenger {
  return {
    async send({ id, to, subject, text, code }) {
      const em = orm.em.fork();
      await em.upsert(DevMessage, { id, channel, recipient: to, subject, body: text, code: code ?? null, at: clock() });
    },
  };
}

/** SMTP by `SMTP_URL`, e.g. `smtps://user:pass@host:465`. */
export function smtp(url: string, from: string): Messenger {
  const transport = createTransport(url);
  return {
    async send({ id, to, subject, text }) {
      await transport.sendMail({ from, to, subject, text, messageId: `<${id}@ostiary>` });
    },
  };
}

/** The default where no SMS carrier is configured: says in the log that a message is due, never its text. */
export function consoleSms(log: Logger): Messenger {
  return {
    send({ id }) {
      log.info({ messageId: id }, 'an SMS is due; no carrier is configured');
      return Promise.resolve();
    },
  };
}
