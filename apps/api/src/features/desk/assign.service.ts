import { Customer, KycApplication, KycDecision, LockMode } from '@ostiary/db';
import type { ApplicationStatus } from '@ostiary/domain/application';
import type { AssignInput, AssignResult } from '@ostiary/domain/review';
import { type ApplicationId, DomainError, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { assertNoneHeld, assign, takeBack } from '../review/give.service.ts';
import { assertSeesBranch, assertTaker, keepsPermission } from './people.service.ts';
import { tellStaff } from './tell.service.ts';

const DECIDED: readonly ApplicationStatus[] = ['APPROVED', 'REJECTED', 'EXPIRED'];
const OPEN: readonly ApplicationStatus[] = ['SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL', 'ACTION_REQUIRED'];

interface Wish {
  /** Null takes the wish back. */
  readonly to: UserId | null;
  readonly maySecond: boolean;
}

async function assertSecond(tx: StaffContext, { id, round }: KycApplication, { to, maySecond }: Wish): Promise<void> {
  if (!maySecond) throw new DomainError('SECOND_APPROVER_NEEDED');
  const decided = await tx.em.count(KycDecision, { applicationId: id, round, voidedAt: null, decidedBy: to });
  if (decided > 0) throw new DomainError('SECOND_APPROVER_MUST_DIFFER');
}

async function assertAssignable(tx: StaffContext, application: KycApplication, wish: Wish): Promise<void> {
  const { status, customerId } = application;
  if (DECIDED.includes(status)) throw new DomainError('ALREADY_REVIEWED', { details: { status } });
  if (!OPEN.includes(status)) throw new DomainError('INVALID_TRANSITION', { details: { status } });
  if (customerId === wish.to || customerId === tx.actor.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
  if (wish.to !== null) await assertSeesBranch(tx, { to: wish.to, branchId: application.branchId });
  if (status === 'PENDING_SECOND_APPROVAL' && wish.to !== null) await assertSecond(tx, application, wish);
}

/** Who lost the case by it; null for nobody. One record for the whole of it. */
async function change(tx: StaffContext, application: KycApplication, { to }: Wish): Promise<UserId | null> {
  const before = application.assignedTo ?? null;
  const holder = application.claimedBy ?? null;
  const loser = to !== null && holder !== null && holder !== to ? holder : null;
  if (loser !== null) {
    await assertNoneHeld(tx, application);
    takeBack(tx, application);
  } else if (before === to) return null;
  assign(tx, application, to);
  recordAudit(tx, {
    action: to === null ? 'case.unassigned' : 'case.assigned',
    target: { type: 'kyc_application', id: application.id },
    before: { to: before },
    after: { to, ...(loser !== null && { takenFrom: loser, version: application.version }) },
  });
  return loser;
}

interface Change {
  readonly application: KycApplication;
  readonly loser: UserId | null;
}

/** One notice for what was given, however many; each who lost a case hears of that one. */
async function tell(tx: StaffContext, to: UserId, changes: readonly Change[]): Promise<void> {
  const event = uuidv7();
  const by = tx.actor.name;
  const ids = changes.map(({ application }) => application.customerId);
  const customers = await tx.em.find(Customer, { id: { $in: ids } });
  const numberOf = (id: UserId) => customers.find((customer) => customer.id === id)?.customerNumber ?? '';
  const [first, ...others] = changes;
  if (first !== undefined && to !== tx.actor.id)
    await tellStaff(tx, {
      users: [to],
      kind: 'CASE_ASSIGNED',
      applicationId: others.length === 0 ? first.application.id : null,
      facts: { by, count: String(changes.length), customer: numberOf(first.application.customerId) },
      event: `assigned:${event}`,
    });
  for (const { application, loser } of changes) {
    if (loser === null || loser === tx.actor.id) continue;
    const facts = { by, customer: numberOf(application.customerId) };
    const lost = { users: [loser], kind: 'CASE_TAKEN_BACK', facts, event: `taken:${event}:${application.id}` } as const;
    await tellStaff(tx, { ...lost, applicationId: application.id });
  }
}

/** A case that cannot be given, with its code; a fault of the whole is thrown. */
function refusalOf(id: ApplicationId, error: unknown): AssignResult['refused'][number] {
  if (!(error instanceof DomainError)) throw error;
  return { id, code: error.code, message: error.message };
}

/**
 * Gives cases to somebody who may take them, or takes the wish back; a lease of another ends. Each case for itself, all
 * in one transaction, their rows locked in one order. Throws `INVALID_INPUT` over `to`.
 */
export async function assignCases(ctx: StaffContext, { ids, to }: AssignInput): Promise<AssignResult> {
  return inTransaction(ctx, async (tx) => {
    if (to !== null) await assertTaker(tx, to);
    const permission = 'review.approve-second';
    const wish = { to, maySecond: to !== null && (await keepsPermission(tx, { id: to, permission })) };
    const result: AssignResult = { assigned: [], refused: [] };
    const changes: Change[] = [];
    for (const id of [...new Set(ids)].toSorted((left, right) => left.localeCompare(right, 'en'))) {
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
      const application = await tx.em.findOne(KycApplication, { id }, lock);
      try {
        if (!application) throw new DomainError('NOT_FOUND');
        await assertAssignable(tx, application, wish);
        const before = application.assignedTo ?? null;
        const loser = await change(tx, application, wish);
        if (before !== to || loser !== null) changes.push({ application, loser });
        result.assigned.push(id);
      } catch (error) {
        result.refused.push(refusalOf(id, error));
      }
    }
    await tx.em.flush();
    if (to !== null) await tell(tx, to, changes);
    return result;
  });
}
