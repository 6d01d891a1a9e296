/** The ring lacks the key. That says nothing of what it sealed, which must not be called damaged. */
export class KeyNotHeldError extends Error {
  constructor(setting: string, version: number) {
    super(`${setting} holds no key version ${version}`);
    this.name = 'KeyNotHeldError';
  }
}

/**
 * The one failure of this folder. Nothing about it tells a wrong key from a bad MAC, bad padding or a truncated
 * message: a difference would be an oracle. Callers raise one security event and ask for the data again.
 */
export class CryptoError extends Error {
  readonly code = 'CORRUPTED_CIPHERTEXT';

  constructor(message = 'The ciphertext does not open') {
    super(message);
    this.name = 'CryptoError';
  }
}
