import { z } from 'zod';
import { ApplicationId } from '../shared/index.ts';

/** What the bank tells a customer in the portal; the name of the message that goes with it, in capitals. */
export const CustomerNoticeKind = z.enum([
  'APPLICATION_RECEIVED',
  'ACTION_REQUIRED',
  'APPROVED',
  'REJECTED',
  'APPLICATION_CLOSED',
  'ASKED_AGAIN',
  'DATA_VIEWED',
  'ERASURE_DECLINED',
  'NEW_SIGN_IN',
  'SIGNED_IN_ELSEWHERE',
  'PASSWORD_CHANGED',
  'CONTACT_CHANGED',
  'SECOND_FACTOR_ON',
  'SECOND_FACTOR_OFF',
  'SECOND_FACTOR_REFUSED',
  'ACCOUNT_LOCKED',
  'SESSION_COPIED',
  'RECOVERY_CODE_USED',
  'RECOVERY_CODES_RENEWED',
]);
export type CustomerNoticeKind = z.infer<typeof CustomerNoticeKind>;

/** A kind and a time, and nothing about the person: the reasons stand on the page it leads to. */
export const CustomerNotice = z.strictObject({
  id: z.uuid(),
  kind: CustomerNoticeKind,
  applicationId: ApplicationId.nullable(),
  createdAt: z.iso.datetime(),
  isRead: z.boolean(),
});
export type CustomerNotice = z.infer<typeof CustomerNotice>;

export const CustomerNoticeList = z.strictObject({ unread: z.int(), results: z.array(CustomerNotice) });
export type CustomerNoticeList = z.infer<typeof CustomerNoticeList>;
