import { CustomerNoticeKind, type MessageTopic } from '@ostiary/domain/notifications';
import type { TemplateName } from './templates.ts';

/** What each message is about: whether it may be switched off, and why somebody gets it, follows from that. */
export const TOPIC_OF_TEMPLATE: Readonly<Record<TemplateName, MessageTopic>> = {
  confirm_email: 'CODES',
  confirm_phone: 'CODES',
  change_email: 'CODES',
  change_phone: 'CODES',
  password_reset: 'CODES',
  already_registered: 'CODES',
  staff_invited: 'CODES',
  contact_changed: 'SECURITY',
  email_replaced: 'SECURITY',
  email_restored: 'SECURITY',
  second_factor_removed: 'SECURITY',
  access_changed: 'SECURITY',
  password_changed: 'SECURITY',
  new_sign_in: 'SECURITY',
  signed_in_elsewhere: 'SECURITY',
  second_factor_on: 'SECURITY',
  second_factor_off: 'SECURITY',
  second_factor_refused: 'SECURITY',
  account_locked: 'SECURITY',
  session_copied: 'SECURITY',
  recovery_code_used: 'SECURITY',
  recovery_codes_renewed: 'SECURITY',
  application_received: 'PROGRESS',
  action_required: 'DECISIONS',
  approved: 'DECISIONS',
  rejected: 'DECISIONS',
  application_closed: 'DECISIONS',
  asked_again: 'DECISIONS',
  erasure_declined: 'DECISIONS',
  // To an address that the bank no longer knows: nothing can be chosen.
  data_erased: 'DECISIONS',
  data_viewed: 'PROGRESS',
  // Beyond the preferences: whoever looks after security hears of what is critical.
  security_alert: 'SECURITY',
  desk_notice: 'CASES',
};

/** What the portal's bell says along with a message; null for those that only a mailbox can receive. */
export function noticeKindOf(template: TemplateName): CustomerNoticeKind | null {
  return CustomerNoticeKind.safeParse(template.toUpperCase()).data ?? null;
}
