import { z } from 'zod';

export const INVITATION_RULES = { validDays: 7 } as const;

export const LookInput = z.strictObject({ token: z.string().min(20).max(200) });
export type LookInput = z.infer<typeof LookInput>;

/** What the invited person sees before they accept. */
export const InvitationView = z.strictObject({
  displayName: z.string(),
  email: z.string(),
  role: z.string(),
  invitedBy: z.string(),
  expiresAt: z.iso.datetime(),
  passwordMinLength: z.int(),
});
export type InvitationView = z.infer<typeof InvitationView>;
