import { z } from 'zod';

const about = (description: string, unset?: string) => ({ description, unset });

/** How messages leave the bank, and who may read its figures. */
export const MESSAGE_SETTINGS = {
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .meta(
      about(
        'Where e-mail goes, `smtp://` or `smtps://`; production sends nothing without TLS, but to loopback',
        'local: the dev mailbox; production: required',
      ),
    ),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$/, { error: 'a name and an address: Bank <no-reply@bank.example>' })
    .default('Ostiary Bank <no-reply@ostiary.example>')
    .meta(about('Sender of every e-mail')),
  MAIL_HELP: z
    .email()
    .default('onboarding@ostiary.example')
    .meta(about('Address that every e-mail names for questions, and that replies go to')),
  SMS_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta(
      about(
        'Where SMS go: an address that takes `POST {id, to, text}` as JSON and answers 2xx',
        'local: the dev mailbox; production: a line in the log, without the text',
      ),
    ),
  SMS_TOKEN: z.string().min(16).optional().meta(about('Sent to `SMS_URL` as `Authorization: Bearer …`', 'none')),
  METRICS_TOKEN: z
    .string()
    .min(32)
    .optional()
    .meta(
      about(
        'Whoever presents it as `Authorization: Bearer …` may read `/metrics` of the staff door from any address ([operations](operations.md))',
        'loopback alone may',
      ),
    ),
} as const;
