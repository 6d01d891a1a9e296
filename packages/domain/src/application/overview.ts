import { z } from 'zod';
import { Refusal } from '../kyc-documents/index.ts';
import { RequirementCode } from '../requirements/code.ts';
import { RequirementRow } from '../requirements/row.ts';
import { ApplicationId } from '../shared/index.ts';
import { ApplicationStatus, KycStatus } from './status.ts';
import { TimelineEntry } from './timeline.ts';

/** Waiting time from really decided cases; null while there are too few to be honest. */
export const WaitingTime = z.strictObject({
  halfWithinMinutes: z.int(),
  nineInTenWithinMinutes: z.int(),
  decisions: z.int(),
  days: z.int(),
  /** Of which kind of application, in words: the policy's title. */
  kind: z.string(),
});
export type WaitingTime = z.infer<typeof WaitingTime>;

/** Everything the customer's home shows. */
export const ApplicationOverview = z.strictObject({
  id: ApplicationId,
  customerNumber: z.string(),
  country: z.string(),
  applicantKind: z.enum(['individual', 'business']),
  status: ApplicationStatus,
  kycStatus: KycStatus,
  completion: z.int(),
  rows: z.array(RequirementRow),
  /** When each row was last given, as far as it is known; rows without anything are left out. */
  receivedAt: z.partialRecord(RequirementCode, z.iso.datetime()),
  /** The one thing to do next: a row, `submit`, or nothing. */
  nextAction: z.union([RequirementCode, z.literal('submit')]).nullable(),
  isChecking: z.boolean(),
  canWithdraw: z.boolean(),
  /** May a new application be started now (`application.start`)? */
  canStartAgain: z.boolean(),
  canTransact: z.boolean(),
  submittedAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** Reasons of a final decision, in the reader's language. */
  reasons: z.array(Refusal),
  timeline: z.array(TimelineEntry),
  waiting: WaitingTime.nullable(),
});
export type ApplicationOverview = z.infer<typeof ApplicationOverview>;

/** GET /api/kyc/status/. */
export const KycStatusView = z.strictObject({
  kycStatus: KycStatus,
  status: ApplicationStatus,
  canTransact: z.boolean(),
  completion: z.int(),
  submittedAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  reasons: z.array(Refusal),
});
export type KycStatusView = z.infer<typeof KycStatusView>;
