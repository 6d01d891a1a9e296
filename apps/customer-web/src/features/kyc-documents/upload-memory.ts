import { z } from 'zod';

const prefix = 'ostiary.upload.';
// As long as the server keeps an unfinished upload.
const keptMs = 24 * 3_600_000;

const UnfinishedUpload = z.strictObject({ id: z.uuid(), fingerprint: z.string(), at: z.number() });
export type UnfinishedUpload = Pick<z.infer<typeof UnfinishedUpload>, 'id' | 'fingerprint'>;

/** SHA-256 in hexadecimal; null outside a secure context, where the browser has no `crypto.subtle`. */
async function hash(parts: BlobPart[]): Promise<string | null> {
  const { subtle } = crypto as { subtle?: SubtleCrypto }; // declared as always there
  if (!subtle) return null;
  const digest = await subtle.digest('SHA-256', await new Blob(parts).arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Tells one file, sent with these words beside it, from every other; says nothing about either. */
export function fingerprintOf(file: File, fields: Readonly<Record<string, string>>): Promise<string | null> {
  return hash([JSON.stringify(fields), '\n', file]);
}

// The place names an application and a kind of document: storage sees only its hash.
const keyOf = async (place: string) => {
  const hashed = await hash([place]);
  return hashed && prefix + hashed;
};

function read(key: string) {
  try {
    return UnfinishedUpload.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

function dropOld(now: number): void {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(prefix) && (read(key)?.at ?? 0) < now - keptMs) localStorage.removeItem(key);
}

/** What an earlier page began to send for this place and did not finish. */
export async function recallUpload(place: string): Promise<UnfinishedUpload | null> {
  dropOld(Date.now());
  const key = await keyOf(place);
  return (key && read(key)) || null;
}

/** Keeps what a later page needs to go on: no name, no number, no word of the person. */
export async function rememberUpload(place: string, { id, fingerprint }: UnfinishedUpload): Promise<void> {
  const key = await keyOf(place);
  if (key) localStorage.setItem(key, JSON.stringify({ id, fingerprint, at: Date.now() }));
}

export async function forgetUpload(place: string): Promise<void> {
  const key = await keyOf(place);
  if (key) localStorage.removeItem(key);
}
