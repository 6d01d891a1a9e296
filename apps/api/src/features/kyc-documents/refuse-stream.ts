import type { Request, Response } from 'express';
import { type Refusal, sendRefusal } from '../../http/rest-refusal.ts';

const LINGER_MS = 1_000;

/** Answers at once. A client that is still sending may read on while its bytes are thrown away for a second; then the connection closes. */
export function refuseStream(req: Request, res: Response, refusal: Refusal): void {
  if (req.complete) return sendRefusal(res, refusal);
  const body = Buffer.from(JSON.stringify(refusal.body));
  if (refusal.retryAfterSeconds !== undefined) res.setHeader('retry-after', String(refusal.retryAfterSeconds));
  res.writeHead(refusal.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    connection: 'close',
  });
  res.write(body);
  // Not `end` yet: it closes the socket, and bytes that nobody read turn the close into a reset that can eat the answer.
  const end = () => res.end();
  const timer = setTimeout(end, LINGER_MS);
  req
    .once('close', () => clearTimeout(timer))
    .once('end', end)
    .resume();
}
