export { blindIndex, blindIndexes, blindIndexRing, type BlindIndexRing } from './blind-index.ts';
export { equalBytes, isCanonicalBase64url } from './bytes.ts';
export { createSealer, type Envelope, openBuffer, openStream, sealBuffer, sealStream } from './cobblestone.ts';
export { type CodeUse, codesEqual, hashCode, newOneTimeCode } from './code.ts';
export { CryptoError, KeyNotHeldError } from './crypto-error.ts';
export { fernetDecrypt, fernetDecryptAny, fernetEncrypt, fernetKeys } from './fernet.ts';
export { commitment, type FieldPlace, fieldKey, openField, sealField } from './field.ts';
export { canonicalText, createSha256, EMPTY_ROOT, hmacSha256, leafHash, nodeHash, sha256 } from './hash.ts';
export { createWorkQueue, type WorkQueue, WorkQueueFullError } from './work-queue.ts';
export type { KeyProvider } from './key-provider.ts';
export {
  keyRingProvider,
  newDataKey,
  rewrapDataKey,
  unwrapDataKey,
  unwrapDocumentKey,
  wrapDataKey,
  wrapDocumentKey,
  type WrappedDataKey,
} from './keyring.ts';
export { type NoteSigner, noteSigner, type NoteVerifier, noteVerifier } from './note-signing.ts';
export { hashPassword, needsRehash, verifyAgainstNobody, verifyAlike, verifyPassword } from './password.ts';
export { newReadableCode } from './readable-code.ts';
export { formatRecoveryCode, newRecoveryCodes, recoveryHash } from './recovery-code.ts';
export { newToken, tokenHash } from './secret-token.ts';
export { readRefreshToken, type RefreshTicket, signRefreshToken } from './token.ts';
export { newTotpSecret, totpStep, totpUri } from './totp.ts';
