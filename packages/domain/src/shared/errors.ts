import { BANK_ERRORS } from './bank-errors.ts';
import type { CatalogueEntry, ErrorKind } from './error-kind.ts';

export type { ErrorKind } from './error-kind.ts';

/** Every refusal this product can answer. Codes are API contract: added freely, never renamed. */
export const ERRORS = {
  ...BANK_ERRORS,
  INVALID_INPUT: { kind: 'invalid', message: 'Some of what you sent needs correcting. Each field says how.' },
  MALFORMED_REQUEST: { kind: 'invalid', message: 'The request could not be read. Check its format and send it again.' },
  INVALID_CREDENTIALS: {
    kind: 'unauthenticated',
    message:
      'These details do not match, or there were too many attempts. Check them, wait 30 minutes, or reset your password.',
  },
  TOKEN_EXPIRED: { kind: 'unauthenticated', message: 'Your sign-in has expired. Renew it and try again.' },
  TOKEN_INVALID: { kind: 'unauthenticated', message: 'Please sign in.' },
  SESSION_ENDED: { kind: 'unauthenticated', message: 'This session has ended. Please sign in again.' },
  CODE_INVALID: {
    kind: 'invalid',
    message: 'That code is not right or no longer valid. Check it, or ask for a new one.',
  },
  CHALLENGE_OVER: {
    kind: 'unauthenticated',
    message: 'This sign-in took too long or had too many tries. Enter your password again.',
  },
  RESET_LINK_INVALID: {
    kind: 'invalid',
    message: 'This link was used already or is older than 30 minutes. Ask for a new one.',
  },
  SECOND_FACTOR_ON: {
    kind: 'conflict',
    message: 'Your second factor is on already. Switch it off first to replace it.',
  },
  SECOND_FACTOR_OFF: { kind: 'conflict', message: 'Your second factor is not on. Set it up first.' },
  SECOND_FACTOR_NEEDED: {
    kind: 'conflict',
    message: 'The bank requires a second factor of you; it cannot be switched off.',
  },
  EMAIL_UNCONFIRMED: { kind: 'conflict', message: 'Confirm your e-mail first, then try again.' },
  CONTACT_UNCHANGED: { kind: 'conflict', message: 'This is the contact we already have.' },
  FORBIDDEN: { kind: 'forbidden', message: 'You do not have access to this.' },
  SELF_REVIEW_FORBIDDEN: {
    kind: 'forbidden',
    message: 'You cannot decide your own application, or one you helped to fill in.',
  },
  SECOND_APPROVER_MUST_DIFFER: { kind: 'forbidden', message: 'A second approval must come from another person.' },
  SECOND_APPROVER_NEEDED: {
    kind: 'conflict',
    message: 'This case waits for a second approval. Give it to somebody who may give one.',
  },
  STEP_UP_REQUIRED: { kind: 'forbidden', message: 'Confirm that it is you, then try again.' },
  MFA_REQUIRED: { kind: 'forbidden', message: 'Set up your second factor, then try again.' },
  ORIGIN_REFUSED: { kind: 'forbidden', message: 'This request did not come from the portal itself.' },
  NOT_FOUND: { kind: 'not_found', message: 'There is nothing here, or it is not yours.' },
  USERNAME_TAKEN: { kind: 'conflict', message: 'That username is taken. Choose another, or sign in.' },
  EMAIL_TAKEN: { kind: 'conflict', message: 'That e-mail already has an account. Sign in, or reset your password.' },
  PHONE_TAKEN: {
    kind: 'conflict',
    message: 'That phone number already has an account. Sign in, or use another number.',
  },
  REGISTRATION_IN_PROGRESS: {
    kind: 'conflict',
    message: 'A registration with this contact has begun. If it is yours, sign in, or choose a new password by e-mail.',
  },
  DOCUMENT_EXISTS: {
    kind: 'conflict',
    message: 'You have already sent this document. Remove it first to send another.',
  },
  DOCUMENT_NUMBER_UNAVAILABLE: {
    kind: 'conflict',
    message: 'We cannot accept this document number. Check it, use another document, or contact us.',
  },
  CHECKS_RUNNING: { kind: 'conflict', message: 'We are still checking what you gave. Wait a moment, then try again.' },
  REQUIREMENT_CLOSED: { kind: 'conflict', message: 'This part of your application cannot be changed now.' },
  INVALID_TRANSITION: {
    kind: 'conflict',
    message: 'The application is not in a state that allows this. Reload to see where it stands.',
  },
  ALREADY_REVIEWED: { kind: 'conflict', message: 'This case has already been reviewed.' },
  CASE_HELD: { kind: 'conflict', message: 'A colleague is working on this case.' },
  DECISION_HELD: {
    kind: 'conflict',
    message: 'A decision on this case is on its way. Undo it, or wait a few seconds.',
  },
  CASE_NOT_CLAIMED: { kind: 'conflict', message: 'Claim this case first.' },
  RECORD_CHANGED: {
    kind: 'conflict',
    message: 'This record changed since you opened it. Look again before you decide.',
  },
  REQUIREMENTS_OPEN: { kind: 'conflict', message: 'Some requirements do not allow this decision yet.' },
  IDEMPOTENCY_IN_FLIGHT: {
    kind: 'conflict',
    message: 'The same request is still being carried out. Try again in a moment.',
  },
  FILE_TOO_LARGE: {
    kind: 'too_large',
    message: 'The file is larger than 10 MB. Send a smaller one, for example a compressed photo.',
  },
  UPLOAD_OVERRUN: {
    kind: 'too_large',
    message: 'More came than this upload had announced. Send the file again from the start.',
  },
  UPLOAD_OFFSET: {
    kind: 'conflict',
    message: 'This upload stands at another place. Ask where it stands, and go on from there.',
  },
  UPLOAD_IN_PIECES: {
    kind: 'conflict',
    message: 'The line broke too often for this upload. Send the file again from the start.',
  },
  UPLOAD_FINISHED: {
    kind: 'conflict',
    message: 'This upload is complete. To take it back, remove the document.',
  },
  FILE_TYPE_REFUSED: { kind: 'unsupported_media', message: 'Only PDF, JPEG and PNG files are accepted.' },
  IDEMPOTENCY_MISMATCH: {
    kind: 'unprocessable',
    message: 'This Idempotency-Key was used for a different request. Use a new key.',
  },
  MESSAGE_FIXED: { kind: 'conflict', message: 'The bank always sends this kind of message this way, or never does.' },
  FILE_LIMIT_REACHED: {
    kind: 'conflict',
    message: 'As many files were sent as one application can take. Write to us, and we help you go on.',
  },
  TOO_MANY_DOCUMENTS: { kind: 'conflict', message: 'This part has as many files as it can take. Remove one first.' },
  RATE_LIMITED: { kind: 'rate_limited', message: 'Too many requests. Wait a little, then try again.' },
  UNAVAILABLE: {
    kind: 'unavailable',
    message: 'The system is unavailable for a moment. Nothing was lost; try again shortly.',
  },
  BUSY: { kind: 'unavailable', message: 'We are very busy. Nothing was lost; try again in a moment.' },
  LEGAL_HOLD: { kind: 'conflict', message: 'A legal hold keeps this person’s data. Lift it first.' },
  ALREADY_ERASED: { kind: 'conflict', message: 'This person’s data was erased already.' },
  NOT_SEALED_YET: {
    kind: 'conflict',
    message: 'This record is only seconds old and not sealed yet. Try again in a moment.',
  },
  CORRUPTED_DATA: {
    kind: 'conflict',
    message: 'We could not read something stored earlier. Please enter or upload it again.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERRORS;

export interface FieldProblem {
  readonly code: string;
  readonly message: string;
}
export type FieldProblems = Readonly<Record<string, readonly FieldProblem[]>>;

interface DomainErrorExtras {
  /** Facts a client may show or act upon (e.g. who holds the case); never internals. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly fields?: FieldProblems;
  /** Where the code alone is everyday: what was asked for is there, and not for whoever asked. */
  readonly isOnRecord?: boolean;
  readonly retryAfterSeconds?: number;
}

/** The only error that rules and services throw on purpose. `message` is safe for clients. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  /** Whether the refusal goes into the audit record. */
  readonly isOnRecord: boolean;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly fields: FieldProblems | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, extras: DomainErrorExtras = {}) {
    super(ERRORS[code].message);
    this.name = 'DomainError';
    this.code = code;
    const entry: CatalogueEntry = ERRORS[code];
    this.kind = entry.kind;
    this.isOnRecord = entry.kind === 'forbidden' || entry.isOnRecord === true || extras.isOnRecord === true;
    this.details = extras.details;
    this.fields = extras.fields;
    this.retryAfterSeconds = extras.retryAfterSeconds;
  }
}

/** A conflict that belongs to one field of the input, e.g. `EMAIL_TAKEN` on `email`. */
export function fieldConflict(field: string, code: ErrorCode): DomainError {
  return new DomainError(code, { fields: { [field]: [{ code, message: ERRORS[code].message }] } });
}
