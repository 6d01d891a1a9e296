import type { Deps } from '../context.ts';
import type { Env } from '../env.ts';
import { guardedMessenger } from './guarded-messenger.ts';
import { httpSms } from './http-sms.ts';
import { consoleSms, devMailbox, type Messenger } from './messenger.ts';
import { smtpMessenger } from './smtp-messenger.ts';

/** E-mail as the settings say: by SMTP, else the dev mailbox. */
export function openEmail(env: Env, { orm, clock }: Pick<Deps, 'orm' | 'clock'>): Messenger {
  const { SMTP_URL: url, MAIL_FROM: from, MAIL_HELP: replyTo } = env;
  if (url === undefined) return devMailbox(orm, 'email', clock);
  return guardedMessenger(smtpMessenger({ url, from, replyTo, requiresTls: env.OSTIARY_ENV === 'production' }));
}

/** SMS as the settings say: by a carrier, else the dev mailbox or, in production, a line in the log. */
export function openSms(env: Env, { orm, log, clock }: Pick<Deps, 'orm' | 'log' | 'clock'>): Messenger {
  if (env.SMS_URL !== undefined) return guardedMessenger(httpSms(env.SMS_URL, env.SMS_TOKEN));
  return env.OSTIARY_ENV === 'local' ? devMailbox(orm, 'sms', clock) : consoleSms(log);
}
