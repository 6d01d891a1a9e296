import { type ActionSpec, actionsOf } from './action-spec.ts';

const access = actionsOf('access');
const settings = actionsOf('settings');

const SECURITY = ['requiresSecondFactor', 'mustChangePassword', 'sessionHours', 'portals'] as const;
const BRANCH = ['code', 'name', 'country', 'regions', 'ifscPrefix', 'parent'] as const;

/** Who is let in, with which rights, and where they work. Why it was done stands beside it, and in the record as a commitment. */
export const ACCESS_ACTIONS = {
  'staff.invited': access('invitation', 'role', 'branch'),
  'invitation.sent-again': access('invitation'),
  'invitation.withdrawn': access('invitation'),
  'invitation.accepted': access('invitation', 'role', 'person', 'why'),
  'role.assigned': access('app_user', 'role', 'why'),
  'role.revoked': access('app_user', 'role', 'why'),
  'account.blocked': access('app_user', 'why'),
  'account.unblocked': access('app_user', 'why'),
  'account.sessions-ended': access('app_user', 'count', 'why'),
  'second_factor.removed': access('app_user', 'why'),
  'account.security-changed': access('app_user', 'why', ...SECURITY),
  'account.branch-changed': access('app_user', 'branch', 'onlyOwnBranch', 'why'),
  'person.viewed': access('app_user', 'search'),
  'customer.sessions-viewed': access('customer'),
  'customer.history-viewed': access('customer'),
  'branch.created': settings('branch', ...BRANCH),
  'branch.changed': settings('branch', ...BRANCH),
  'branch.closed': settings('branch', 'code'),
  'feature.switched-off': settings('feature', 'role', 'feature', 'why'),
  'feature.switched-on': settings('feature', 'role', 'feature', 'why'),
} as const satisfies Record<string, ActionSpec>;
