import { z } from 'zod';

/** What a record is about, as an auditor sorts it. `refused`: somebody tried and was not let. */
export const AuditCategory = z.enum(
  [
    'sign-in',
    'application',
    'evidence',
    'review',
    'risk',
    'access',
    'privacy',
    'policy',
    'settings',
    'system',
    'refused',
  ],
  { error: 'INVALID' },
);
export type AuditCategory = z.infer<typeof AuditCategory>;

/** What a record points at; `id` of the target is that row's id, of a `procedure` its path. */
export const AuditTarget = z.enum(
  [
    'app_user',
    'audit_event',
    'audit_export',
    'audit_log',
    'branch',
    'catalogue',
    'customer',
    'feature',
    'fraud_alert',
    'invitation',
    'key_rotation',
    'known_device',
    'kyc_application',
    'kyc_document',
    'login_activity',
    'policy_draft',
    'procedure',
    'report',
    'saved_view',
    'security_event',
    'session',
    'staff_network',
    'upload',
  ],
  { error: 'INVALID' },
);
export type AuditTarget = z.infer<typeof AuditTarget>;

export interface ActionSpec {
  readonly category: AuditCategory;
  readonly target: AuditTarget;
  /** What a sentence about it may use; nothing of it is personal, and nothing else of a record reaches a screen. */
  readonly facts: readonly string[];
}

/** Actions of one category: each with what it points at and the facts it carries. */
export const actionsOf =
  <const C extends AuditCategory>(category: C) =>
  <const T extends AuditTarget, const F extends readonly string[]>(target: T, ...facts: F) => ({
    category,
    target,
    facts,
  });
