export {
  errorCode,
  errorDetails,
  fieldErrors,
  httpStatus,
  readRestError,
  requestId,
  RestError,
  type FieldErrors,
} from './errors.ts';
export { readRenewal } from './renewal.ts';
export { createSession, type Session, type SessionEnd, type SessionGrant, type SessionState } from './session.ts';
