import { type ActionSpec, actionsOf } from './action-spec.ts';

const access = actionsOf('access');
const settings = actionsOf('settings');

const SECURITY = ['requiresSecondFactor', 'mustChangePassword', 'sessionHours', 'portals'] as const;
const BRANCH = ['code', 'name', 'country', 'regions', 'ifscPrefix', 'parent'] as const;

/** Who is let in, with which rights, and where they work. Why it was done stands beside it, not in the record. */
export const ACCESS_ACTIONS = {
  'staff.invited': access('invitation', 'role', 'branch'),
  'invitation.sent-again': access('invitation'),
  'invitation.withdrawn': access('invitation'),
  'invitation.accepted': access('invitation', 'role', 'person'),
  'role.assigned': access('app_user', 'role'),
  'role.revoked': access('app_user', 'role'),
  'account.blocked': access('app_user'),
  'account.unblocked': access('app_user'),
  'account.sessions-ended': access('app_user', 'count'),
  'account.security-changed': access('app_user', ...SECURITY),
  'account.branch-changed': access('app_user', 'branch', 'onlyOwnBranch'),
  'person.viewed': access('app_user'),
  'customer.sessions-viewed': access('customer'),
  'customer.history-viewed': access('customer'),
  'branch.created': settings('branch', ...BRANCH),
  'branch.changed': settings('branch', ...BRANCH),
  'branch.closed': settings('branch', 'code'),
  'feature.switched-off': settings('feature', 'role', 'feature'),
  'feature.switched-on': settings('feature', 'role', 'feature'),
} as const satisfies Record<string, ActionSpec>;
