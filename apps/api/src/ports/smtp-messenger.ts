import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Messenger } from './messenger.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const PATIENCE_MS = 10_000;

interface SmtpOptions {
  /** `smtp://` or `smtps://`, with user and password where the carrier wants them. */
  readonly url: string;
  readonly from: string;
  readonly replyTo: string;
  /** Nothing goes over a wire in the clear: no STARTTLS, no mail. Loopback is no wire. */
  readonly requiresTls: boolean;
}

const Refusal = z.object({ responseCode: z.int().min(500).max(599), command: z.enum(['RCPT TO', 'DATA']) });

/**
 * Whether the carrier said no for good to this address or this text (RFC 5321, 4.2.1). A 5xx to the sign-in or to the
 * sender is about us: every mail would get it, and none may be lost for it.
 */
function isRefusedForGood(error: unknown): boolean {
  const { responseCode, command } = Refusal.safeParse(error).data ?? {};
  // 503 and 530: the conversation went wrong, not the message.
  return command !== undefined && responseCode !== 503 && responseCode !== 530;
}

/** E-mail by SMTP. `Message-ID` is made of the outbox row's id, so that whoever gets a repeat can tell. */
export function smtpMessenger({ url, from, replyTo, requiresTls }: SmtpOptions): Messenger {
  const { hostname } = new URL(url);
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'ostiary.example';
  const transport = createTransport({
    url,
    requireTLS: requiresTls && !LOOPBACK.includes(hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  return {
    async send({ id, to, language, subject, text, html }) {
      try {
        await transport.sendMail({
          from,
          replyTo,
          to: { name: '', address: to },
          subject,
          text,
          ...(html !== undefined && { html }),
          messageId: `<${id}@${domain}>`,
          // RFC 3834: no mailbox answers that its owner is away.
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        });
        return 'taken';
      } catch (error) {
        if (isRefusedForGood(error)) return 'refused';
        throw error;
      }
    },
  };
}
