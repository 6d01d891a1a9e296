/** One signature line of a C2SP signed note (https://c2sp.org/signed-note). */
export interface NoteSignature {
  readonly name: string;
  /** First 4 bytes of SHA-256(name || 0x0A || type || public key), in hex. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** What is signed, with its last line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const KEY_ID_BYTES = 4;
const LONGEST = 10_000;

export function decodeBase64(text: string): Uint8Array | null {
  if (text === '' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return encodeBase64(bytes) === text ? bytes : null;
}

export function encodeBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function readSignature(line: string): NoteSignature | null {
  const [, name, encoded] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? [];
  const bytes = encoded === undefined ? null : decodeBase64(encoded);
  if (name === undefined || bytes === null || bytes.length <= KEY_ID_BYTES) return null;
  return { name, keyId: toHex(bytes.subarray(0, KEY_ID_BYTES)), signature: bytes.subarray(KEY_ID_BYTES) };
}

/** Reads a signed note without judging its signatures; null for anything else, also for one that was cut. */
export function parseNote(note: string): SignedNote | null {
  const gap = note.lastIndexOf('\n\n');
  if (note.length > LONGEST || gap < 1 || !note.endsWith('\n') || /[^\n\P{Cc}]/u.test(note)) return null;
  const lines = note.slice(gap + 2, -1).split('\n');
  const signatures = lines.flatMap((line) => readSignature(line) ?? []);
  return signatures.length === lines.length ? { text: note.slice(0, gap + 1), signatures } : null;
}

/** Appends one signature. `text` ends with a line break. */
export function writeNote(text: string, { name, keyId, signature }: NoteSignature): string {
  const id = keyId.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return `${text}\n— ${name} ${encodeBase64(Uint8Array.from([...id, ...signature]))}\n`;
}
