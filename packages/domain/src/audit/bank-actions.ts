import { type ActionSpec, actionsOf } from './action-spec.ts';

const privacy = actionsOf('privacy');
const policy = actionsOf('policy');
const settings = actionsOf('settings');
const system = actionsOf('system');

const DRAFT = ['code', 'version', 'state'] as const;
const NARROWED = ['filters', 'actions', 'people', 'from', 'to'] as const;
const ROTATION = ['kind', 'toVersion', 'total', 'done', 'left'] as const;

/** What the bank does with people's data, its policies, its settings and its own record. */
export const BANK_ACTIONS = {
  'pii.revealed': privacy('kyc_application', 'field', 'purpose', 'document', 'until'),
  'customer.viewed': privacy('customer'),
  'customer.searched': privacy('customer', 'search'),
  'data.exported': privacy('customer'),
  'erasure.asked': privacy('customer'),
  'erasure.taken-back': privacy('customer'),
  'erasure.declined': privacy('customer', 'reason'),
  'customer.erased': privacy('customer', 'reason', 'applications'),
  'legal_hold.placed': privacy('customer', 'hold'),
  'legal_hold.lifted': privacy('customer', 'hold'),

  'policy_draft.started': policy('policy_draft', ...DRAFT, 'source'),
  'policy_draft.saved': policy('policy_draft', ...DRAFT, 'changes'),
  'policy_draft.proposed': policy('policy_draft', ...DRAFT),
  'policy_draft.discarded': policy('policy_draft', ...DRAFT),
  'policy_draft.replayed': policy('policy_draft', ...DRAFT, 'replay'),
  'policy.published': policy('policy_draft', ...DRAFT, 'published', 'proposedBy'),

  'staff_network.changed': settings('staff_network', 'networks'),
  'key_rotation.started': system('key_rotation', ...ROTATION),
  'key_rotation.resumed': system('key_rotation', ...ROTATION),
  'key_rotation.superseded': system('key_rotation', ...ROTATION),
  'key_rotation.finished': system('key_rotation', ...ROTATION),

  'catalogue.shipped': system('catalogue', 'roles', 'policies'),
  'world.loaded': system('catalogue', 'people'),

  'security-event.viewed': system('security_event'),
  'security-event.taken': system('security_event', 'from', 'version'),
  'security-event.given-back': system('security_event', 'version'),
  'security-event.resolved': system('security_event', 'resolution', 'version', 'why'),
  'security-event.reopened': system('security_event', 'resolution', 'version', 'why'),

  'report.exported': system('report', 'format', 'scope', 'from', 'to'),

  'audit.searched': system('audit_log', 'search', ...NARROWED),
  'audit.viewed': system('audit_event', 'search'),
  'audit.person-followed': system('app_user', 'search'),
  'audit.case-followed': system('kyc_application', 'search'),
  'audit.proof-given': system('audit_event', 'index'),
  'audit.verification-asked': system('audit_log', 'verification'),
  'audit.export-started': system('audit_export', 'format', 'trail', ...NARROWED),
  'audit.export-cancelled': system('audit_export', 'rows'),
  'audit.export-finished': system('audit_export', 'format', 'rows', 'size', 'sha256'),
  'audit.export-failed': system('audit_export', 'reason'),
  'audit.export-removed': system('audit_export'),
  'audit.export-downloaded': system('audit_export', 'format', 'rows'),
} as const satisfies Record<string, ActionSpec>;
