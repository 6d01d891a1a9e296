import { KycApplication, RiskAssessment } from '@ostiary/db';
import type { ApplicationStatus } from '@ostiary/domain/application';
import { canonicalText } from '@ostiary/domain/crypto';
import { assess, type Assessed, RULES_VERSION } from '@ostiary/domain/risk';
import { type ApplicationId, DomainError, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context, Deps } from '../../context.ts';
import { openVault, type Vault } from '../../vault.ts';
import { asSystem } from '../audit/audit.service.ts';
import { raiseAlerts } from '../fraud-alerts/raise.service.ts';
import { type CaseFile, getFile, recount } from '../requirements/case-file.service.ts';
import { collectFacts } from './collect-facts.ts';
import { findOpenOverride } from './counting-band.ts';
import type { Other } from './find-others.service.ts';
import { reassessCustomers } from './reassess.service.ts';
import { setBand } from './set-band.ts';

export type Assessing = (Context | ReturnType<typeof asSystem>) & { readonly deps: Deps };

/** Why an application was assessed; stored with the assessment. */
export type Cause =
  | 'submitted'
  | 'resubmitted'
  | 'check-finished'
  | 'document-checked'
  | 'contact-changed'
  | 'shared'
  | 'claimed'
  | 'override';

const OPEN: readonly ApplicationStatus[] = ['SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL', 'ACTION_REQUIRED'];

/** From the first submitting until a final decision. */
export const isAssessed = ({ application: { submittedAt, status } }: CaseFile): boolean =>
  submittedAt != null && OPEN.includes(status);

interface Made extends Assessed {
  readonly cause: Cause;
}

/** Whether score, signals and rules are those of the newest assessment. */
async function isKnown({ em }: Assessing, { application }: CaseFile, { score, signals }: Made): Promise<boolean> {
  if (application.riskScore !== score) return false;
  const [newest] = await em.find(
    RiskAssessment,
    { applicationId: application.id },
    { orderBy: { assessedAt: 'desc', id: 'desc' }, limit: 1 },
  );
  if (!newest || newest.rulesVersion !== RULES_VERSION) return false;
  return canonicalText(newest.signals) === canonicalText(signals);
}

function store(ctx: Assessing, { application }: CaseFile, { score, band, signals, cause }: Made): void {
  ctx.em.persist(
    ctx.em.create(RiskAssessment, {
      id: uuidv7(),
      applicationId: application.id,
      score,
      band,
      rulesVersion: RULES_VERSION,
      signals: [...signals],
      cause,
      assessedAt: ctx.now,
    }),
  );
  application.riskScore = score;
  application.riskAssessedAt = ctx.now;
  application.signalCodes = signals.map(({ code }) => code);
}

/** Whom this assessment concerns: those whose likeness made a signal hold here. */
function concerned(others: readonly Other[], { signals }: Made): UserId[] {
  const isRaised = (code: Made['signals'][number]['code']) => signals.some((signal) => signal.code === code);
  const counts = (match: Other['match']) =>
    match === 'NETWORK' ? isRaised('NETWORK_SHARED') : match !== 'ADDRESS' || isRaised('ADDRESS_SHARED');
  return others.flatMap(({ match, customerId }) => (counts(match) ? [customerId] : []));
}

interface Asked {
  readonly vault: Vault;
  readonly cause: Cause;
}

/**
 * Assesses an open application anew, in the transaction of the change that asks for it; the caller holds the row lock and
 * gives a file that knows the change. Writes nothing where nothing is new. Raises fraud alerts, and asks for the others
 * who share something to be assessed too. Answers the file with its rows under the band that counts now.
 */
export async function assessRisk(ctx: Assessing, file: CaseFile, { vault, cause }: Asked): Promise<CaseFile> {
  if (!isAssessed(file)) return file;
  // The searches are SQL: what was changed in memory must be there.
  await ctx.em.flush();
  const { facts, others } = await collectFacts(ctx, file, vault);
  const made = { ...assess(facts), cause };
  if (await isKnown(ctx, file, made)) return file;
  store(ctx, file, made);
  const isOther = setBand(ctx, {
    application: file.application,
    override: await findOpenOverride(ctx.em, file.application),
    cause,
  });
  await ctx.em.flush();
  await raiseAlerts(ctx, file, made);
  // One that was itself asked for by another's would go round in circles.
  if (cause !== 'shared') await reassessCustomers(ctx, concerned(others, made));
  return isOther ? recount(file) : file;
}

/** The same where nobody has opened the vault yet. A data key that does not open is reported, and stops nobody here. */
export async function assessFile(ctx: Assessing, file: CaseFile, cause: Cause): Promise<CaseFile> {
  if (!isAssessed(file)) return file;
  try {
    return await assessRisk(ctx, file, { vault: await openVault(ctx, file.customer.id), cause });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'CORRUPTED_DATA') return file;
    throw error;
  }
}

const STALE_MS = 24 * 3_600_000;

/** What was submitted before there were assessments, and what nobody looked at for a day. */
export function needsAssessment({ now }: Assessing, { application: { riskAssessedAt } }: CaseFile): boolean {
  return riskAssessedAt == null || now.getTime() - riskAssessedAt.getTime() >= STALE_MS;
}

export async function assessAtClaim(ctx: Assessing, file: CaseFile): Promise<CaseFile> {
  return needsAssessment(ctx, file) ? assessFile(ctx, file, 'claimed') : file;
}

/** The same of a customer's open application, e.g. after a change of contact. The caller holds its row lock. */
export async function assessOwn(ctx: Assessing, customerId: UserId, cause: Cause): Promise<void> {
  const application = await ctx.em.findOne(KycApplication, {
    customerId,
    status: { $in: OPEN },
    submittedAt: { $ne: null },
  });
  if (application) await assessFile(ctx, await getFile(ctx.em, application.id), cause);
}

/** Job `assess-risk`: somebody who came later shares something with this application. */
export async function assessAgain(deps: Deps, id: string): Promise<void> {
  await deps.orm.em.fork().transactional(async (em) => {
    const known = await em.findOne(KycApplication, { id: id as ApplicationId }); // job data carries an application's id
    if (!known) return;
    const file = await getFile(em, known.id, { forUpdate: true });
    await assessFile({ ...asSystem(em, deps.clock()), deps }, file, 'shared');
  });
}
