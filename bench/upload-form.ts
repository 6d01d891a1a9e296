import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import { ORIGIN } from './bank.ts';

const BOUNDARY = 'ostiary-bench';

interface Sent {
  readonly url: string;
  readonly method: 'POST' | 'PATCH';
  readonly headers: Record<string, string>;
  readonly pieces: readonly Buffer[];
}

/** A request whose body is sent as it is. Throws for any answer but 201 and 204. */
export async function send({ url, method, headers, pieces }: Sent): Promise<IncomingMessage> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const call = request(url, { method, headers: { ...headers, 'content-length': length } });
  // Who is refused before the last byte is cut off; the answer says why.
  call.on('error', () => undefined);
  for (const piece of pieces) call.write(piece);
  call.end();
  const [answer] = (await once(call, 'response')) as [IncomingMessage]; // what this event carries
  const body = await text(answer);
  if (answer.statusCode !== 201 && answer.statusCode !== 204)
    throw new Error(`${url} answered ${answer.statusCode}: ${body}`);
  return answer;
}

/** A JPEG by its first bytes, as long as may be; the door looks no further, and the scan job does not run here. */
export function largestFile(): Buffer {
  const file = Buffer.alloc(MAX_FILE_BYTES, 0x5a);
  Buffer.from('ffd8ffe000104a464946', 'hex').copy(file);
  return file;
}

const part = (name: string, value: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

interface Document {
  readonly type: string;
  readonly number: string;
  readonly file: Buffer;
}

/** One document of the signed-in customer, as a portal's form sends it. */
export async function sendForm(access: string, { type, number, file }: Document): Promise<void> {
  const fields = part('document_type', type) + part('document_number', number);
  const head = `${fields}--${BOUNDARY}\r\nContent-Disposition: form-data; name="document_file"; filename="passport.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const headers = {
    authorization: `Bearer ${access}`,
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
  };
  const pieces = [Buffer.from(head), file, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)];
  await send({ url: `${ORIGIN}/api/kyc/upload/`, method: 'POST', headers, pieces });
}
