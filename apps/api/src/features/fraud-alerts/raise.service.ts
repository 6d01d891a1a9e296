import { FraudAlert, LockMode } from '@ostiary/db';
import { newReadableCode } from '@ostiary/domain/crypto';
import { type AlertClaim, type Assessed, claimsOf, isNews, isUrgent, raisedAgain } from '@ostiary/domain/fraud-alerts';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { asSystem, recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { staffWith } from '../desk/people.service.ts';
import { tellStaff } from '../desk/tell.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

type RaiseContext = Pick<Context, 'em' | 'now' | 'deps'>;

/** Fifty random bits: the seventh try finds no free number only where something else is wrong. */
const TRIES = 7;

async function alertsOf({ em }: RaiseContext, { application }: CaseFile): Promise<FraudAlert[]> {
  return em.find(
    FraudAlert,
    { applicationId: application.id },
    { orderBy: { createdAt: 'desc', id: 'desc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
}

/** Makes the row; null where its number or an open alert of its kind is there already. */
async function insert(ctx: RaiseContext, { application, customer }: CaseFile, claim: AlertClaim) {
  const id = uuidv7();
  const [row] = await ctx.em.execute<{ number: string }[]>(
    `insert into fraud_alert (id, alert_number, application_id, customer_id, alert_type, severity, risk_score, signals,
       created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
     on conflict do nothing returning alert_number as number`,
    [
      id,
      `ALERT${newReadableCode(10)}`,
      application.id,
      customer.id,
      claim.type,
      claim.severity,
      claim.score,
      JSON.stringify(claim.signals),
      ctx.now,
      ctx.now,
    ],
  );
  return row ? { id, number: row.number } : null;
}

interface Raised {
  readonly id: string;
  readonly number: string;
  readonly claim: AlertClaim;
}

const factsOf = ({ type, severity, score, signals }: AlertClaim) => ({
  type,
  severity,
  score,
  signals: signals.map(({ code }) => code),
});

/** On record, and told to whoever resolves alerts where it is urgent. */
async function tell(ctx: RaiseContext, file: CaseFile, { id, number, claim }: Raised): Promise<void> {
  const system = asSystem(ctx.em, ctx.now);
  recordAudit(system, { action: 'fraud-alert.raised', target: { type: 'fraud_alert', id }, after: factsOf(claim) });
  if (claim.severity === 'CRITICAL')
    recordSecurityEvent(system, {
      eventType: 'SUSPICIOUS_ACTIVITY',
      severity: 'CRITICAL',
      userId: file.customer.id,
      description: `Fraud alert ${number}: ${claim.type}`,
      metadata: { alertId: number, applicationId: file.application.id },
    });
  if (!isUrgent(claim.severity)) return;
  const resolvers = await staffWith(ctx, 'fraud.resolve', file.application);
  await tellStaff(ctx, {
    users: resolvers.flatMap((person) => (person.id === file.customer.id ? [] : [person.id])),
    kind: 'ALERT_RAISED',
    applicationId: file.application.id,
    facts: { alert: number, severity: claim.severity, customer: file.customer.customerNumber },
    event: `alert:${id}:${claim.severity}`,
  });
}

async function raiseAgain(ctx: RaiseContext, file: CaseFile, { open, claim }: { open: FraudAlert; claim: AlertClaim }) {
  const before = { severity: open.severity, score: open.riskScore, signals: open.signals };
  const raised = raisedAgain(before, claim);
  if (raised === null) return;
  open.severity = raised.severity;
  open.riskScore = raised.score;
  open.signals = [...raised.signals];
  open.version += 1;
  open.updatedAt = ctx.now;
  const whole = { ...raised, type: claim.type };
  if (raised.severity !== before.severity) {
    await tell(ctx, file, { id: open.id, number: open.alertNumber, claim: whole });
    return;
  }
  recordAudit(asSystem(ctx.em, ctx.now), {
    action: 'fraud-alert.raised-again',
    target: { type: 'fraud_alert', id: open.id },
    after: factsOf(whole),
  });
}

/** The kind's open alert is raised again, or a new one is made; a race for either is settled by the database. */
async function raise(ctx: RaiseContext, file: CaseFile, claim: AlertClaim): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) {
    const alerts = (await alertsOf(ctx, file)).filter(({ alertType }) => alertType === claim.type);
    const open = alerts.find(({ status }) => status !== 'RESOLVED');
    if (open) return raiseAgain(ctx, file, { open, claim });
    const closed = alerts.flatMap(({ resolution, signals }) => (resolution == null ? [] : [{ resolution, signals }]));
    if (!isNews(claim, closed)) return;
    const made = await insert(ctx, file, claim);
    if (made) return tell(ctx, file, { ...made, claim });
  }
  throw new Error('no fraud alert could be made: neither a free number nor an open alert was found');
}

/**
 * The fraud alerts that an assessment asks for, in the caller's transaction: one open alert of a kind for a case, which a
 * repeat makes graver; what was judged a false positive comes back with something new only.
 */
export async function raiseAlerts(ctx: RaiseContext, file: CaseFile, assessed: Assessed): Promise<void> {
  for (const claim of claimsOf(assessed)) await raise(ctx, file, claim);
}
