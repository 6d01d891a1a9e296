export {
  endReason,
  errorCode,
  errorDetails,
  fieldErrors,
  httpStatus,
  readRestError,
  requestId,
  RestError,
  type FieldErrors,
} from './errors.ts';
export { createLiveFeed, type LiveFeed, type LiveListener, type LiveSource } from './live-feed.ts';
export { readRenewal } from './renewal.ts';
export type { SessionEnd, SessionState } from './grant-store.ts';
export type { SessionEndTime, SessionGrant, SignInAnswer } from './grant.ts';
export { createSession, type Session } from './session.ts';
