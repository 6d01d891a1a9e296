import { decodeBase64url } from './bytes.ts';
import { KeyNotHeldError } from './crypto-error.ts';

const KEY_BYTES = 32;
const MAX_VERSION = 2 ** 31 - 1;

/** Where keys come from. Versions count up; the current one encrypts, the others only open. */
export type KeyProvider = {
  currentVersion(): number;
  /** Every version of the ring, newest first. */
  versions(): readonly number[];
  /** The 32-byte key of a version. Throws KeyNotHeldError for a version the ring does not hold. */
  key(version: number): Buffer;
};

/**
 * Reads a key ring, `1:<base64url>,2:<base64url>`, 32 bytes each; the highest version is the current one, but for those
 * that end in `:open`, which only open yet.
 * Throws RangeError that names the setting and the entry, never the key.
 */
export function parseKeyRing(setting: string, text: string): KeyProvider {
  const keys = new Map<number, Buffer>();
  const usable: number[] = [];
  for (const [index, entry] of text.split(',').entries()) {
    const { version, key, onlyOpens } = parseEntry(`${setting}, entry ${index + 1}`, entry.trim());
    if (keys.has(version)) throw new RangeError(`${setting}: version ${version} appears twice`);
    keys.set(version, key);
    if (!onlyOpens) usable.push(version);
  }
  if (usable.length === 0) throw new RangeError(`${setting}: every version only opens`);
  const current = Math.max(...usable);
  const versions = Array.from(keys.keys()).toSorted((left, right) => right - left);
  return {
    currentVersion: () => current,
    versions: () => versions,
    key(version) {
      const key = keys.get(version);
      if (!key) throw new KeyNotHeldError(setting, version);
      return key;
    },
  };
}

function parseEntry(place: string, entry: string) {
  const [, version, text, open] = /^([1-9]\d{0,9}):([^:]+)(:open)?$/.exec(entry) ?? [];
  if (!version || !text || Number(version) > MAX_VERSION)
    throw new RangeError(`${place}: expected <version>:<base64url key>`);
  const key = decodeBase64url(text, text.endsWith('=') ? 'padded' : 'bare');
  if (key?.length !== KEY_BYTES)
    throw new RangeError(`${place}: the key of version ${version} is not 32 bytes of base64url`);
  return { version: Number(version), key, onlyOpens: open !== undefined };
}
