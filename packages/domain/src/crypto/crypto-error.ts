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
