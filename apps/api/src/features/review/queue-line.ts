import type { ApplicationStatus, RiskBand } from '@ostiary/domain/application';
import type { ApplicantKind } from '@ostiary/domain/policy';
import type { QueueItem, QueueSort } from '@ostiary/domain/review';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import type { Veil } from '../access/veil.service.ts';
import type { KeyValues } from './queue-cursor.ts';
import { queueItem } from './queue-item.ts';

/** One row of a page as SQL gives it: moments are text. */
export interface QueueLine {
  readonly n: number;
  readonly id: ApplicationId;
  readonly status: ApplicationStatus;
  readonly risk_band: RiskBand;
  readonly risk_score: number | null;
  readonly risk_rank: number;
  readonly round: number;
  readonly claimed_by: UserId | null;
  readonly assigned_to: UserId | null;
  readonly submitted_at: string;
  readonly due_at: string;
  readonly lease_expires_at: string | null;
  readonly submitted_key: string;
  readonly due_key: string;
  readonly customer_number: string;
  readonly business_name: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly country: string;
  readonly policy: string;
  readonly applicant_kind: ApplicantKind;
  readonly branch: string | null;
  readonly assignee: string | null;
  readonly holder: string | null;
}

/** The keys that the next page begins after. */
export const keyOf = (line: QueueLine, sort: QueueSort): KeyValues =>
  ({
    due: [line.due_key, line.submitted_key, line.id],
    age: [line.submitted_key, line.id],
    risk: [line.risk_rank, line.due_key, line.id],
  })[sort];

export function itemOf(line: QueueLine, { now, veil }: { readonly now: Date; readonly veil: Veil }): QueueItem {
  const people = new Map<string, string>();
  if (line.assigned_to !== null) people.set(line.assigned_to, line.assignee ?? '');
  if (line.claimed_by !== null) people.set(line.claimed_by, line.holder ?? '');
  return queueItem({
    application: {
      id: line.id,
      status: line.status,
      riskBand: line.risk_band,
      riskScore: line.risk_score,
      round: line.round,
      submittedAt: new Date(line.submitted_at),
      dueAt: new Date(line.due_at),
      claimedBy: line.claimed_by,
      assignedTo: line.assigned_to,
      leaseExpiresAt: line.lease_expires_at === null ? null : new Date(line.lease_expires_at),
    },
    customer: {
      customerNumber: line.customer_number,
      businessName: line.business_name,
      firstName: line.first_name,
      lastName: line.last_name,
      country: line.country,
    },
    policy: { code: line.policy, applicantKind: line.applicant_kind },
    branch: line.branch,
    people,
    now,
    veil,
  });
}
