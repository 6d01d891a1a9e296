import { RiskOverride } from '@ostiary/db';
import type { CaseRisk } from '@ostiary/domain/review';
import {
  isLowered,
  overrideEnd,
  type OverrideInput,
  type OverrideJudgement,
  type OverrideRef,
} from '@ostiary/domain/risk';
import { type ApplicationId, DomainError, invalidField } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault, type Vault } from '../../vault.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { staffWith } from '../desk/people.service.ts';
import { tellStaff } from '../desk/tell.service.ts';
import { type CaseFile, getFile } from '../requirements/case-file.service.ts';
import { assessRisk, isAssessed } from './assess-risk.service.ts';
import { readCaseRisk } from './case-risk.service.ts';
import { assessedBand, findOpenOverride } from './counting-band.ts';
import { reasonPlace } from './present-override.ts';
import { setBand } from './set-band.ts';

interface Opened {
  readonly tx: StaffContext;
  readonly file: CaseFile;
  readonly vault: Vault;
}

/** Locks the case and answers what its risk is afterwards. Throws `NOT_FOUND`, `SELF_REVIEW_FORBIDDEN`. */
function withCase(ctx: StaffContext, id: ApplicationId, work: (opened: Opened) => Promise<void>): Promise<CaseRisk> {
  return inTransaction(ctx, async (tx) => {
    const file = await getFile(tx.em, id, { forUpdate: true });
    if (file.customer.id === tx.actor.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
    const vault = await openVault(tx, file.customer.id);
    await work({ tx, file, vault });
    await tx.em.flush();
    return readCaseRisk(tx, file, vault);
  });
}

type Step = 'asked' | 'confirmed' | 'refused' | 'ended';

function record(tx: StaffContext, { id, applicationId, fromBand, band, state, endsAt }: RiskOverride, step: Step) {
  recordAudit(tx, {
    action: `risk.override-${step}`,
    target: { type: 'kyc_application', id: applicationId },
    after: { override: id, from: fromBand, to: band, state, endsAt: endsAt.toISOString() },
  });
}

/** Whoever else may override hears that somebody waits for their answer. */
async function tellOthers({ tx, file }: Opened, { id }: RiskOverride): Promise<void> {
  const people = (await staffWith(tx, 'risk.override', file.application)).map((person) => person.id);
  await tellStaff(tx, {
    users: people.filter((person) => person !== tx.actor.id && person !== file.customer.id),
    kind: 'OVERRIDE_WAITING',
    applicationId: file.application.id,
    facts: { by: tx.actor.name, customer: file.customer.customerNumber },
    event: `override:${id}`,
  });
}

/**
 * `risk.override`: another band than the assessment's, until a day. Raising counts at once; lowering waits for a second
 * person. Throws `INVALID_TRANSITION` where the case is not under review or an override is open, `INVALID_INPUT`,
 * `SELF_REVIEW_FORBIDDEN`.
 */
export async function overrideRisk(ctx: StaffContext, input: OverrideInput): Promise<CaseRisk> {
  const endsAt = overrideEnd(input.endsOn, ctx.now);
  if (typeof endsAt === 'string') throw invalidField('endsOn', endsAt);
  return withCase(ctx, input.id, async (opened) => {
    const { tx, file, vault } = opened;
    const { application } = file;
    if (!isAssessed(file) || (await findOpenOverride(tx.em, application))) throw new DomainError('INVALID_TRANSITION');
    if (application.riskAssessedAt == null) await assessRisk(tx, file, { vault, cause: 'override' });
    const id = uuidv7();
    const fromBand = assessedBand(application);
    const override = tx.em.create(RiskOverride, {
      id,
      applicationId: application.id,
      fromBand,
      band: input.band,
      reasonEncrypted: vault.seal(reasonPlace(id), input.reason),
      endsAt,
      state: isLowered(fromBand, input.band) ? 'WAITING' : 'LIVE',
      askedBy: tx.actor.id,
      askedAt: tx.now,
    });
    tx.em.persist(override);
    record(tx, override, 'asked');
    if (override.state === 'WAITING') await tellOthers(opened, override);
    else setBand(tx, { application, override, cause: 'override' });
  });
}

/** The open override that the caller means. Throws `INVALID_TRANSITION` where another, or none, is open. */
async function open({ tx, file }: Opened, overrideId: string, states: readonly string[]): Promise<RiskOverride> {
  const override = await findOpenOverride(tx.em, file.application);
  const isMeant = override?.id === overrideId && states.includes(override.state) && override.endsAt > tx.now;
  if (!isMeant) throw new DomainError('INVALID_TRANSITION');
  return override;
}

/** `risk.judgeOverride`: a second person agrees to lower the band, or does not. Throws `SECOND_APPROVER_MUST_DIFFER`. */
export async function judgeOverride(ctx: StaffContext, input: OverrideJudgement): Promise<CaseRisk> {
  return withCase(ctx, input.id, async (opened) => {
    const { tx, file } = opened;
    const override = await open(opened, input.overrideId, ['WAITING']);
    if (override.askedBy === tx.actor.id) throw new DomainError('SECOND_APPROVER_MUST_DIFFER');
    const isConfirmed = input.verdict === 'confirm';
    override.state = isConfirmed ? 'LIVE' : 'REFUSED';
    override.judgedBy = tx.actor.id;
    override.judgedAt = tx.now;
    override.endedAt = isConfirmed ? null : tx.now;
    record(tx, override, isConfirmed ? 'confirmed' : 'refused');
    if (isConfirmed) setBand(tx, { application: file.application, override, cause: 'override' });
  });
}

/**
 * `risk.endOverride`: before its day. What raises the band is ended by somebody else than who asked for it, since the
 * band is lower without it. Throws `SECOND_APPROVER_MUST_DIFFER`.
 */
export async function endOverride(ctx: StaffContext, input: OverrideRef): Promise<CaseRisk> {
  return withCase(ctx, input.id, async (opened) => {
    const { tx, file } = opened;
    const { application } = file;
    const override = await open(opened, input.overrideId, ['WAITING', 'LIVE']);
    const isRaise = override.state === 'LIVE' && isLowered(application.riskBand, assessedBand(application));
    if (isRaise && override.askedBy === tx.actor.id) throw new DomainError('SECOND_APPROVER_MUST_DIFFER');
    override.state = 'ENDED';
    override.endedAt = tx.now;
    record(tx, override, 'ended');
    setBand(tx, { application, override: null, cause: 'override' });
  });
}
