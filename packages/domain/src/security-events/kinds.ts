import { z } from 'zod';

export const SecuritySeverity = z.enum(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'], { error: 'INVALID' });
export type SecuritySeverity = z.infer<typeof SecuritySeverity>;

/** Every kind of security event, and how grave each is unless the place that records it says otherwise. */
export const SECURITY_EVENTS = {
  FAILED_LOGIN: 'LOW',
  FAILED_SECOND_FACTOR: 'LOW',
  FAILED_STEP_UP: 'LOW',
  ACCOUNT_LOCKED: 'MEDIUM',
  RATE_LIMIT_EXCEEDED: 'LOW',
  UNAUTHORIZED_ACCESS: 'MEDIUM',
  NETWORK_REFUSED: 'MEDIUM',
  SUSPICIOUS_ACTIVITY: 'MEDIUM',
  SIGN_IN_REPORTED: 'HIGH',
  TOKEN_REUSE: 'CRITICAL',
  PASSWORD_CHANGED: 'LOW',
  PASSWORD_RESET: 'MEDIUM',
  CONTACT_CHANGED: 'MEDIUM',
  MFA_ENABLED: 'LOW',
  MFA_DISABLED: 'MEDIUM',
  RECOVERY_CODES_RENEWED: 'MEDIUM',
  RECOVERY_CODE_USED: 'MEDIUM',
  SETTINGS_CHANGED: 'MEDIUM',
  ACCESS_CHANGED: 'MEDIUM',
  CORRUPTED_CIPHERTEXT: 'CRITICAL',
  AUDIT_TAMPERED: 'CRITICAL',
  AUDIT_BACKLOG: 'HIGH',
  AUDIT_UNVERIFIED: 'HIGH',
  STORE_UNREACHABLE: 'CRITICAL',
  CHECKS_STALLED: 'HIGH',
} as const satisfies Record<string, SecuritySeverity>;
export type SecurityEventType = keyof typeof SECURITY_EVENTS;

const isType = (text: string): text is SecurityEventType => Object.hasOwn(SECURITY_EVENTS, text);
export const SECURITY_EVENT_TYPES: readonly SecurityEventType[] = Object.keys(SECURITY_EVENTS).filter(isType);
export const SecurityEventType = z.enum(SECURITY_EVENT_TYPES, { error: 'INVALID' });
