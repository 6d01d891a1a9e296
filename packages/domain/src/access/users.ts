import { z } from 'zod';
import { ApplicationStatus, KycStatus } from '../application/status.ts';
import { UserId, freeText } from '../shared/index.ts';
import { RoleName, Why } from './words.ts';

/** The REST face of people: customers and staff in one list. */
export const UsersFilter = z.strictObject({
  search: freeText(254).optional(),
  role: RoleName.optional(),
  state: z.enum(['ACTIVE', 'BLOCKED']).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type UsersFilter = z.infer<typeof UsersFilter>;

export const UserView = z.strictObject({
  id: UserId,
  username: z.string(),
  email: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  isBlocked: z.boolean(),
  /** Customer number and where the application stands; null for staff. */
  customerId: z.string().nullable(),
  kycStatus: KycStatus.nullable(),
  status: ApplicationStatus.nullable(),
  dateJoined: z.iso.datetime(),
  lastLogin: z.iso.datetime().nullable(),
});
export type UserView = z.infer<typeof UserView>;
export const UsersPage = z.strictObject({
  count: z.int().nullable(),
  more: z.boolean(),
  next: z.string().nullable(),
  results: z.array(UserView),
});
export type UsersPage = z.infer<typeof UsersPage>;

export const SetRolesInput = z.strictObject({ id: UserId, roles: z.array(RoleName).max(10), why: Why });
export type SetRolesInput = z.infer<typeof SetRolesInput>;

/**
 * `reason` is a reason code, or words of one's own: those stay inside the bank, and the customer reads the neutral
 * sentence of OUT_OF_POLICY.
 */
export const DecideUserInput = z.strictObject({
  id: UserId,
  kycStatus: z.enum(['APPROVED', 'REJECTED']),
  reason: freeText(500).optional(),
});
export type DecideUserInput = z.infer<typeof DecideUserInput>;
