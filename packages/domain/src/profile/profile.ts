import { z } from 'zod';
import { KycStatus } from '../application/status.ts';
import { PhoneNumber } from '../registration/index.ts';
import { PersonName } from '../requirements/data.ts';
import { Language, UserId } from '../shared/index.ts';

/** GET /api/profile/. Identifiers are masked; `roles` carries no permissions. */
export const ProfileView = z.strictObject({
  id: UserId,
  username: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  phoneNumber: z.string(),
  customerId: z.string().nullable(),
  kycStatus: KycStatus.nullable(),
  riskProfile: z.enum(['LOW', 'MEDIUM', 'HIGH']).nullable(),
  isAccountVerified: z.boolean(),
  twoFactorEnabled: z.boolean(),
  emailConfirmed: z.boolean(),
  phoneConfirmed: z.boolean(),
  language: Language,
  ssn: z.string().nullable(),
  address: z.string().nullable(),
  roles: z.array(z.strictObject({ id: z.uuid(), name: z.string(), description: z.string() })),
  dateJoined: z.iso.datetime(),
  lastLogin: z.iso.datetime().nullable(),
});
export type ProfileView = z.infer<typeof ProfileView>;

/** Names while the identity row is open; identifiers never. The phone number may be repeated, not changed here. */
export const UpdateProfileInput = z.strictObject({
  firstName: PersonName.optional(),
  lastName: PersonName.optional(),
  phoneNumber: PhoneNumber.optional(),
  language: Language.optional(),
});
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>;
