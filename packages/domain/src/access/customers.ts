import { z } from 'zod';
import { ApplicationId, UserId } from '../shared/index.ts';

/** One line of what happened to a customer, their account and their applications. */
export const CustomerHistoryKind = z.enum([
  'ACCOUNT_OPENED',
  'ACCOUNT_ERASED',
  'EMAIL_CONFIRMED',
  'PHONE_CONFIRMED',
  'PASSWORD_CHANGED',
  'BLOCKED',
  'UNBLOCKED',
  'SESSIONS_ENDED',
  'SECOND_FACTOR_REMOVED',
  'SIGNED_IN',
  'HOLD_PLACED',
  'HOLD_LIFTED',
  'DATA_REVEALED',
  'APPLICATION',
]);
export type CustomerHistoryKind = z.infer<typeof CustomerHistoryKind>;

export const CustomerHistoryInput = z.strictObject({
  id: UserId,
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type CustomerHistoryInput = z.infer<typeof CustomerHistoryInput>;

export const CustomerHistoryLine = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  kind: CustomerHistoryKind,
  /** Of `APPLICATION`: what happened (a kind of the application's timeline), and to which. */
  event: z.string().nullable(),
  applicationId: ApplicationId.nullable(),
  /** Staff, where one of them did it. */
  by: z.string().nullable(),
  why: z.string().nullable(),
});
export type CustomerHistoryLine = z.infer<typeof CustomerHistoryLine>;
export const CustomerHistory = z.strictObject({
  items: z.array(CustomerHistoryLine),
  nextCursor: z.string().nullable(),
});
export type CustomerHistory = z.infer<typeof CustomerHistory>;
