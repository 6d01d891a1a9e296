import { KycDecision } from '@ostiary/db';
import { type CaseAlert, needsSecond, type SecondBecause } from '@ostiary/domain/review';
import type { Context } from '../../context.ts';
import { newestChecks } from '../identity-checks/case-checks.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

/** What colleagues and the rules said of a case before. */
export interface Past {
  /** The gravest first. For staff, and never for the person they are about. */
  readonly alerts: readonly CaseAlert[];
  /** Newest first, also those that count no more. */
  readonly decisions: readonly KycDecision[];
}

export async function readPast(
  { em }: Pick<Context, 'em'>,
  { application: { id: applicationId } }: CaseFile,
): Promise<Past> {
  const alerts = await em.execute<CaseAlert[]>(
    `select alert_number as "alertId", alert_type as type, severity, status, resolution from fraud_alert
     where application_id = ? order by status = 'RESOLVED', severity_rank, created_at desc, id`,
    [applicationId],
  );
  const decisions = await em.find(
    KycDecision,
    { applicationId },
    { orderBy: { decidedAt: 'desc', id: 'desc' }, refresh: true },
  );
  return { alerts, decisions };
}

/** Why an approval of this case takes two people now; null where one is enough. */
export function whySecond(file: CaseFile, { alerts, decisions }: Past, isEscalated: boolean): SecondBecause | null {
  const voided = decisions.flatMap(({ kind, stage, voidedAt, voidedBecause, ...decision }) =>
    kind === 'APPROVE' && stage === 1 && voidedAt != null
      ? [{ isEscalated: decision.isEscalated, because: voidedBecause ?? null }]
      : [],
  );
  const { policy, application } = file;
  return needsSecond(policy, application.riskBand, { checks: newestChecks(file), alerts, voided, isEscalated });
}
