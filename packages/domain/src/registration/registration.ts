import { z } from 'zod';
import { KycStatus } from '../application/status.ts';
import { ApplicantKind } from '../policy/policy.ts';
import { BirthDate, PersonName, Ssn } from '../requirements/data.ts';
import { freeText, Language, UserId } from '../shared/index.ts';

export const Username = z
  .string({ error: 'REQUIRED' })
  .trim()
  .min(1, 'REQUIRED')
  .regex(/^[A-Za-z0-9_.]{3,30}$/, 'USERNAME_FORMAT');
export const Email = z
  .string({ error: 'REQUIRED' })
  .trim()
  .min(1, 'REQUIRED')
  .max(254, 'TOO_LONG')
  .pipe(z.email('EMAIL_FORMAT'));
/** Shape only; `checkPhone` judges the number with its country. */
export const PhoneNumber = z
  .string({ error: 'REQUIRED' })
  .trim()
  .min(1, 'REQUIRED')
  .max(40, 'PHONE_FORMAT')
  .regex(/^\+?[0-9 ().-]+$/, 'PHONE_FORMAT');
/** Length only; the rules that need the other fields are `checkPassword`'s. */
export const Password = z.string({ error: 'REQUIRED' }).min(1, 'REQUIRED').max(128, 'PASSWORD_TOO_LONG');
export const Country = z.enum(['US', 'IN'], { error: 'COUNTRY_NOT_SERVED' });
export const OneTimeCode = z
  .string({ error: 'REQUIRED' })
  .trim()
  .regex(/^[0-9]{6}$/, 'CODE_FORMAT');

/** Account first: what it takes to hold a place and be reached. */
export const StartRegistrationInput = z.strictObject({
  email: Email,
  phoneNumber: PhoneNumber,
  password: Password,
  username: Username.optional(),
  country: Country.default('US'),
  applicantKind: ApplicantKind.default('individual'),
  language: Language.optional(),
});
export type StartRegistrationInput = z.infer<typeof StartRegistrationInput>;

export const RegistrationChallenge = z.strictObject({
  challenge: z.string(),
  /** Masked address the code went to, e.g. `a••••@example.com`. */
  sentTo: z.string(),
  expiresAt: z.iso.datetime(),
  resendAt: z.iso.datetime(),
});
export type RegistrationChallenge = z.infer<typeof RegistrationChallenge>;

export const VerifyRegistrationInput = z.strictObject({
  challenge: z.string().min(1, 'REQUIRED').max(200),
  code: OneTimeCode,
});
export type VerifyRegistrationInput = z.infer<typeof VerifyRegistrationInput>;
export const ResendRegistrationInput = z.strictObject({ challenge: z.string().min(1, 'REQUIRED').max(200) });
export type ResendRegistrationInput = z.infer<typeof ResendRegistrationInput>;

/** Registration in one call: every field at once. */
export const RegisterInput = z
  .strictObject({
    username: Username,
    email: Email,
    password: Password,
    confirmPassword: z.string({ error: 'REQUIRED' }).min(1, 'REQUIRED'),
    firstName: PersonName,
    lastName: PersonName,
    phoneNumber: PhoneNumber,
    dateOfBirth: BirthDate,
    ssn: Ssn,
    address: freeText(300).min(1, 'REQUIRED'),
    country: Country.default('US'),
  })
  .refine((input) => input.password === input.confirmPassword, {
    path: ['confirmPassword'],
    error: 'PASSWORDS_DIFFER',
  });
export type RegisterInput = z.infer<typeof RegisterInput>;

export const RegisteredCustomer = z.strictObject({
  id: UserId,
  username: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  customerId: z.string(),
  kycStatus: KycStatus,
  riskProfile: z.enum(['LOW', 'MEDIUM', 'HIGH']),
  isAccountVerified: z.boolean(),
});
export type RegisteredCustomer = z.infer<typeof RegisteredCustomer>;

export const ContactChannel = z.enum(['email', 'phone']);
export type ContactChannel = z.infer<typeof ContactChannel>;
/** Without `value` the code confirms the contact on file; with it, the new one that it is to become. */
export const SendContactCodeInput = z.strictObject({
  channel: ContactChannel,
  value: freeText(254).optional(),
});
export type SendContactCodeInput = z.infer<typeof SendContactCodeInput>;
export const ContactCodeSent = z.strictObject({
  sentTo: z.string(),
  expiresAt: z.iso.datetime(),
  resendAt: z.iso.datetime(),
});
export type ContactCodeSent = z.infer<typeof ContactCodeSent>;
export const VerifyContactInput = z.strictObject({ channel: ContactChannel, code: OneTimeCode });
export type VerifyContactInput = z.infer<typeof VerifyContactInput>;
export const ContactsConfirmed = z.strictObject({ emailConfirmed: z.boolean(), phoneConfirmed: z.boolean() });
export type ContactsConfirmed = z.infer<typeof ContactsConfirmed>;
