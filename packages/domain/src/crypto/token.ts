import { decodeBase64url, equalBytes } from './bytes.ts';
import { hmacSha256 } from './hash.ts';

/** Which of the two doors a session belongs to; a token of one door is refused at the other. */
type Door = 'customer' | 'staff';
export type RefreshTicket = { sessionId: string; counter: number };

const FORM = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(0|[1-9]\d{0,9})\.([A-Za-z0-9_-]{43})$/;

/** `sessionId.counter.mac`: a lower-case UUID, a decimal without leading zeros, HMAC-SHA-256 in base64url. */
export function signRefreshToken(key: Buffer, { sessionId, counter, door }: RefreshTicket & { door: Door }): string {
  const token = `${sessionId}.${counter}.${macOf(key, door, { sessionId, counter }).toString('base64url')}`;
  if (!FORM.test(token))
    throw new RangeError('A refresh token needs a lower-case UUID and a counter of at most ten digits');
  return token;
}

/** The session and counter of a token that one of these keys signed for this door; null for any other text. */
export function readRefreshToken(keys: readonly Buffer[], door: Door, text: string): RefreshTicket | null {
  const [, sessionId, digits, mac] = FORM.exec(text) ?? [];
  if (!sessionId || !digits || !mac) return null;
  const ticket = { sessionId, counter: Number(digits) };
  const given = decodeBase64url(mac, 'bare');
  return given && keys.some((key) => equalBytes(given, macOf(key, door, ticket))) ? ticket : null;
}

function macOf(key: Buffer, door: Door, { sessionId, counter }: RefreshTicket): Buffer {
  return hmacSha256(key, `ostiary/refresh/v1|${door}|${sessionId}|${counter}`);
}
