import { z } from 'zod';
import { ApplicationStatus } from '../application/status.ts';
import { ApplicantKind } from '../policy/index.ts';
import { RequirementCode } from '../requirements/code.ts';
import { ApplicationId, type Language, UserId, freeText } from '../shared/index.ts';

/**
 * `search` is a customer number, an e-mail, a phone number or a document number exactly, or four letters or more of a
 * name. Keyset pages: `cursor` is opaque.
 */
export const CustomerFilter = z.strictObject({
  search: z
    .string()
    .trim()
    .max(254)
    .regex(/^[^\0]*$/, 'INVALID')
    .optional(),
  only: z.enum(['held', 'erasure_asked', 'erased', 'blocked']).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type CustomerFilter = z.infer<typeof CustomerFilter>;

export const CustomerItem = z.strictObject({
  id: UserId,
  customerNumber: z.string(),
  name: z.string(),
  email: z.string(),
  country: z.string(),
  applicantKind: ApplicantKind,
  status: ApplicationStatus.nullable(),
  createdAt: z.iso.datetime(),
  isHeld: z.boolean(),
  isBlocked: z.boolean(),
  erasureAskedAt: z.iso.datetime().nullable(),
  erasedAt: z.iso.datetime().nullable(),
});
export type CustomerItem = z.infer<typeof CustomerItem>;
export const CustomerPage = z.strictObject({ items: z.array(CustomerItem), nextCursor: z.string().nullable() });
export type CustomerPage = z.infer<typeof CustomerPage>;

export const LegalHoldView = z.strictObject({
  id: z.string(),
  reason: z.string(),
  placedBy: z.string(),
  placedAt: z.iso.datetime(),
  liftedBy: z.string().nullable(),
  liftedAt: z.iso.datetime().nullable(),
  liftedReason: z.string().nullable(),
});
export type LegalHoldView = z.infer<typeof LegalHoldView>;

/** One customer for staff, identifiers masked; neither address nor birth date. */
export const CustomerView = z.strictObject({
  ...CustomerItem.shape,
  phoneNumber: z.string(),
  hasSecondFactor: z.boolean(),
  /** What was given, row by row, masked. */
  given: z.array(z.strictObject({ requirement: RequirementCode, title: z.string(), summary: z.string() })),
  documents: z.strictObject({ count: z.int(), stored: z.int() }),
  applications: z.array(
    z.strictObject({
      id: ApplicationId,
      status: ApplicationStatus,
      createdAt: z.iso.datetime(),
      submittedAt: z.iso.datetime().nullable(),
      decidedAt: z.iso.datetime().nullable(),
    }),
  ),
  holds: z.array(LegalHoldView),
  looks: z.int(),
});
export type CustomerView = z.infer<typeof CustomerView>;
export const CustomerRef = z.strictObject({ id: UserId });

export const EraseReason = z.enum(['CUSTOMER_REQUEST', 'LEGAL_ORDER', 'DATA_NOT_NEEDED'], { error: 'REQUIRED' });
export type EraseReason = z.infer<typeof EraseReason>;

/** Within this many days a wish to be forgotten has its answer (GDPR article 12(3): one month). */
export const ERASURE_ANSWER_DAYS = 30;

/** The day by which a wish of that day is answered. */
export const erasureDueAt = (askedAt: Date): Date => new Date(askedAt.getTime() + ERASURE_ANSWER_DAYS * 86_400_000);

/**
 * Why a wish to be forgotten is refused (GDPR article 17(3), DPDP section 12(3)). The customer reads it: whatever else
 * stands behind it, a hold say, none of these tells.
 */
export const EraseRefusal = z.enum(['LEGAL_DUTY', 'STILL_CUSTOMER', 'NOT_PROVEN'], { error: 'REQUIRED' });
export type EraseRefusal = z.infer<typeof EraseRefusal>;

/** In the words of a letter. */
export const ERASE_REFUSALS: Readonly<Record<EraseRefusal, Readonly<Record<Language, string>>>> = {
  LEGAL_DUTY: {
    en: 'The law makes us keep it for a time. After that it is erased.',
    hi: 'क़ानून के अनुसार हमें इसे कुछ समय रखना होता है। उसके बाद यह मिटा दिया जाता है।',
  },
  STILL_CUSTOMER: {
    en: 'We need it for as long as you have an account or an application with us.',
    hi: 'जब तक हमारे यहाँ आपका खाता या आवेदन है, हमें इसकी ज़रूरत है।',
  },
  NOT_PROVEN: {
    en: 'We could not be sure that the wish was yours.',
    hi: 'हम पक्का नहीं कर सके कि यह अनुरोध आपका ही है।',
  },
};

export const DeclineErasureInput = z.strictObject({ id: UserId, reason: EraseRefusal });
export type DeclineErasureInput = z.infer<typeof DeclineErasureInput>;

/** `customerNumber` is typed by hand: nobody erases the wrong person by a slip of the mouse. */
export const EraseInput = z.strictObject({
  id: UserId,
  customerNumber: freeText(40).min(1, 'REQUIRED'),
  reason: EraseReason,
});
export type EraseInput = z.infer<typeof EraseInput>;

/** Does what was typed name this customer? Spaces and case do not matter. */
export function confirmsCustomer(typed: string, customerNumber: string): boolean {
  return typed.replaceAll(/\s/g, '').toUpperCase() === customerNumber;
}

export const HoldInput = z.strictObject({
  id: UserId,
  reason: freeText(500).min(1, 'REQUIRED'),
});
export type HoldInput = z.infer<typeof HoldInput>;
