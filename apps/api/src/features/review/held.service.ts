import { AppUser, HeldDecision, type SqlEntityManager } from '@ostiary/db';
import { DecideInput, type HeldView, LEASE_MINUTES, type DecisionResult } from '@ostiary/domain/review';
import { type ApplicationId, DomainError, type UserId } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { Context, Deps, StaffContext } from '../../context.ts';
import { loggable } from '../../failures.ts';
import { inTurn } from '../../turns.ts';
import { openVault } from '../../vault.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { type CaseFile, getFile } from '../requirements/case-file.service.ts';
import { type DecidingContext, findRoles } from './decider.ts';
import { examine, permissionFor, type Plan, type Proposal } from './decision-plan.ts';
import { settle } from './decision-settle.ts';
import { type Dropped, tellNotMade } from './held-drop.service.ts';
import { giveBack } from './lapse.service.ts';

/** The decision as it was sent and from where, sealed under the applicant's key: reasons and notes are about them. */
const Sealed = z.strictObject({
  ...DecideInput.omit({ id: true, hold: true }).shape,
  stage: z.union([z.literal(1), z.literal(2)]),
  acceptRemaining: z.boolean(),
  escalate: z.boolean(),
  request: z.strictObject({ id: z.string(), address: z.string(), userAgent: z.string() }),
});

const placeOf = (applicationId: ApplicationId) => ({
  table: 'held_decision',
  column: 'input_encrypted',
  rowId: applicationId,
});

const SECOND = 1_000;
const MINUTE = 60_000;
/** The wake-up comes a little after the moment: two clocks are never quite the same. */
const LATE_MS = 500;

/** The decision that may still be undone, if there is one. */
export async function readHeld(ctx: StaffContext, { application }: CaseFile): Promise<HeldView | null> {
  const held = await ctx.em.findOne(HeldDecision, { applicationId: application.id });
  if (!held) return null;
  const author = await ctx.em.findOneOrFail(AppUser, { id: held.decidedBy });
  return {
    kind: held.kind,
    by: author.displayName ?? author.username,
    isMine: held.decidedBy === ctx.actor.id,
    commitsAt: held.commitsAt.toISOString(),
  };
}

/** Keeps an examined decision for so many seconds: nobody is told, and the lease lasts until it is carried out. */
export async function holdDecision(
  ctx: StaffContext,
  file: CaseFile,
  { plan, seconds }: { plan: Plan; seconds: number },
): Promise<DecisionResult> {
  const { application } = file;
  const { id, kind, ...rest } = plan.proposal;
  const { id: requestId, address, userAgent } = ctx.request;
  const text = JSON.stringify({ ...rest, request: { id: requestId, address, userAgent } });
  const commitsAt = new Date(ctx.now.getTime() + seconds * SECOND);
  const inputEncrypted = plan.vault.seal(placeOf(id), text);
  const { id: decidedBy } = ctx.actor;
  const facts = { applicationId: id, kind, decidedBy, inputEncrypted, heldAt: ctx.now, commitsAt };
  ctx.em.persist(ctx.em.create(HeldDecision, facts));
  if (rest.stage === 1) application.leaseExpiresAt = new Date(commitsAt.getTime() + LEASE_MINUTES * MINUTE);
  const target = { type: 'kyc_application', id };
  recordAudit(ctx, { action: 'decision.held', target, after: { kind, until: commitsAt.toISOString() } });
  await ctx.em.flush();
  const notBefore = new Date(commitsAt.getTime() + LATE_MS);
  await ctx.deps.jobs.send(ctx.em, 'commit-decision', { id, notBefore });
  const { status, version } = application;
  return { id, status, version, heldUntil: commitsAt.toISOString() };
}

interface Sent {
  readonly proposal: Proposal;
  readonly request: DecidingContext['request'];
}

async function openHeld(ctx: Pick<Context, 'deps' | 'em' | 'now'>, file: CaseFile, held: HeldDecision): Promise<Sent> {
  const vault = await openVault(ctx, file.customer.id);
  const { request, ...rest } = Sealed.parse(JSON.parse(vault.open(placeOf(held.applicationId), held.inputEncrypted)));
  return { proposal: { ...rest, id: held.applicationId, kind: held.kind }, request };
}

type Moment = Pick<Context, 'deps' | 'em' | 'now'>;

/** Without its author the case is nobody's: it waits for the next reviewer. */
function returnLeft(ctx: ReturnType<typeof asSystem>, { application }: CaseFile, author: UserId): void {
  if (application.status !== 'IN_REVIEW' || application.claimedBy !== author) return;
  giveBack(application, { event: 'release', now: ctx.now });
  recordAudit(ctx, { action: 'case.returned', target: { type: 'kyc_application', id: application.id } });
}

/** What the held decision comes to now, or why it is not made. */
async function examineHeld(
  moment: Moment,
  file: CaseFile,
  held: HeldDecision,
): Promise<{ ctx: DecidingContext; plan: Plan } | Dropped> {
  try {
    const { proposal, request } = await openHeld(moment, file, held);
    const roles = await findRoles(moment.em, held.decidedBy, permissionFor(proposal));
    if (!roles) return 'AUTHOR_LEFT';
    const { deps, em, now } = moment;
    const ctx: DecidingContext = { deps, em, now, door: 'staff', actor: { id: held.decidedBy, roles }, request };
    return { ctx, plan: await examine(ctx, { file, proposal, now: held.heldAt }) };
  } catch (error) {
    if (error instanceof DomainError) return 'CHANGED';
    throw error;
  }
}

/** Carries a held decision out, once: its row goes in the transaction that makes the decision. `onlyDue` leaves one that may still be undone. */
async function commitIn(moment: Moment, id: ApplicationId, { onlyDue }: { onlyDue: boolean }): Promise<void> {
  const { em, now } = moment;
  const file = await getFile(em, id, { forUpdate: true });
  const held = await em.findOne(HeldDecision, { applicationId: id }, { refresh: true });
  if (!held || (onlyDue && held.commitsAt > now)) return;
  em.remove(held);
  await em.flush();
  const examined = await examineHeld(moment, file, held);
  if (typeof examined !== 'string') {
    await settle(examined.ctx, file, examined.plan);
    return;
  }
  const system = asSystem(em, now);
  await tellNotMade(system, held, examined);
  if (examined === 'AUTHOR_LEFT') returnLeft(system, file, held.decidedBy);
  await em.flush();
}

async function listDue(em: SqlEntityManager, now: Date, id: ApplicationId | null): Promise<ApplicationId[]> {
  const rows = await em.execute<{ id: ApplicationId }[]>(
    `select application_id as id from held_decision where commits_at <= ? and application_id = coalesce(?::uuid, application_id)
     order by commits_at limit 200`,
    [now, id],
  );
  return rows.map((row) => row.id);
}

/** Carries out what can no longer be undone: for one case, or (the jobs' own wake-up lost) for every one. */
export async function commitOverdue(deps: Deps, id: ApplicationId | null = null): Promise<void> {
  for (const due of await listDue(deps.orm.em.fork(), deps.clock(), id)) {
    await inTurn(due, () =>
      deps.orm.em.fork().transactional((em) => commitIn({ deps, em, now: deps.clock() }, due, { onlyDue: true })),
    ).catch((error: unknown) => {
      // One that fails keeps no other waiting, nor anybody who only looks; it is tried again in a minute.
      deps.log.error({ err: loggable(error), applicationId: due }, 'a held decision could not be carried out');
    });
  }
}

/** The wake-up of one held decision. */
export const commitJob = (deps: Deps, id: string): Promise<void> => commitOverdue(deps, id as ApplicationId); // job data carries an application's id

/** Who leaves can undo nothing any more: their decisions are carried out at once, or dropped where they may not decide now. In the caller's transaction. */
export async function commitHeldOf(ctx: Moment, userId: UserId): Promise<void> {
  await ctx.em.flush();
  const rows = await ctx.em.execute<{ id: ApplicationId }[]>(
    'select application_id as id from held_decision where decided_by = ? order by application_id',
    [userId],
  );
  for (const { id } of rows) await commitIn(ctx, id, { onlyDue: false });
}
