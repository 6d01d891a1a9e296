import type { Messenger } from './messenger.ts';

const PATIENCE_MS = 10_000;
/** What a carrier says of one message; other refusals are about us, or about now. */
const REFUSED = [400, 404, 410, 413, 422];

/**
 * SMS by a carrier, or a small bridge to one, that takes `POST {id, to, text}` as JSON and answers 2xx. The id is its
 * `Idempotency-Key`: a repeat is not sent twice by a carrier that heeds it.
 */
export function httpSms(url: string, token: string | undefined): Messenger {
  return {
    async send({ id, to, text }) {
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': id,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ id, to, text }),
      });
      await answer.body?.cancel();
      if (answer.ok) return 'taken';
      if (REFUSED.includes(answer.status)) return 'refused';
      throw new Error(`the SMS carrier answered ${answer.status}`);
    },
  };
}
