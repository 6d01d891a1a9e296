import { z } from 'zod';

export const ApplicationStatus = z.enum([
  'INCOMPLETE',
  'SUBMITTED',
  'IN_REVIEW',
  'PENDING_SECOND_APPROVAL',
  'ACTION_REQUIRED',
  'APPROVED',
  'REJECTED',
  'EXPIRED',
  'WITHDRAWN',
]);
export type ApplicationStatus = z.infer<typeof ApplicationStatus>;

/** The word outside systems know: everything without a final decision is PENDING. */
export const KycStatus = z.enum(['PENDING', 'APPROVED', 'REJECTED', 'EXPIRED']);
export type KycStatus = z.infer<typeof KycStatus>;

const KYC_STATUS: Record<ApplicationStatus, KycStatus> = {
  INCOMPLETE: 'PENDING',
  SUBMITTED: 'PENDING',
  IN_REVIEW: 'PENDING',
  PENDING_SECOND_APPROVAL: 'PENDING',
  ACTION_REQUIRED: 'PENDING',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  EXPIRED: 'EXPIRED',
  WITHDRAWN: 'REJECTED',
};

/** Our state in the one word of four that outside systems know. */
export function kycStatusOf(status: ApplicationStatus): KycStatus {
  return KYC_STATUS[status];
}

/** What the applicant reads: that a second person must agree says something about how the bank sees them. */
export function toldStatus(status: ApplicationStatus): ApplicationStatus {
  return status === 'PENDING_SECOND_APPROVAL' ? 'IN_REVIEW' : status;
}

export const RiskBand = z.enum(['UNASSESSED', 'LOW', 'MEDIUM', 'HIGH']);
export type RiskBand = z.infer<typeof RiskBand>;

/**
 * `risk_profile` as the applicant reads it: LOW for everybody. What the bank makes of somebody must not be disclosed to them
 * (31 CFR 1020.320(e); FATF Recommendation 21); staff read the band of the case.
 */
export const TOLD_RISK_PROFILE = 'LOW' as const;

/** May this person move money? Derived, never stored. */
export function canTransact(status: ApplicationStatus, isBlocked: boolean): boolean {
  return status === 'APPROVED' && !isBlocked;
}

const DAYS_AFTER_REJECTION = 90;
const DAY_MS = 86_400_000;

/** A new application may follow one that was withdrawn, or declined 90 days ago (product rule). */
export function mayStartAgain(
  { status, decidedAt }: { status: ApplicationStatus; decidedAt?: Date | null | undefined },
  now: Date,
): boolean {
  if (status === 'WITHDRAWN') return true;
  return (
    status === 'REJECTED' && decidedAt != null && now.getTime() - decidedAt.getTime() >= DAYS_AFTER_REJECTION * DAY_MS
  );
}
