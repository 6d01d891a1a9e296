import {
  AppUser,
  Customer,
  CustomerData,
  IdentityCheck,
  KycApplication,
  KycDecision,
  KycDocument,
  RequirementStateRow,
  type SqlEntityManager,
} from '@ostiary/db';
import type { DecidedCase, OwnersKnown } from '@ostiary/domain/policy';
import { ownerGaps } from '@ostiary/domain/requirements';
import type { ApplicationId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { openVault } from '../../vault.ts';
import { checkStanding, evidenceOf } from '../requirements/evidence.service.ts';
import { readGiven } from '../requirements/given.service.ts';

const DAY_MS = 86_400_000;

const ageDays = ({ issuedOn, uploadedAt }: KycDocument): number | null =>
  issuedOn == null ? null : Math.floor((uploadedAt.getTime() - Date.parse(`${issuedOn}T00:00:00Z`)) / DAY_MS);

interface Source {
  readonly deps: Deps;
  readonly em: SqlEntityManager;
  readonly now: Date;
}

/** Shares and whether each owner is identified, nothing else of them; null where the row is not there or cannot be read. */
async function ownersOf(source: Source, data: readonly CustomerData[]): Promise<OwnersKnown | null> {
  const row = data.find(({ code }) => code === 'owners');
  if (!row) return null;
  try {
    const given = readGiven({ data }, await openVault(source, row.customerId), 'owners');
    if (!given) return null;
    const owners = given.owners.map((owner) => ({
      sharePercent: owner.sharePercent,
      isIdentified: ownerGaps({ owners: [owner], nobodyAtThreshold: true }, 0, new Set()).length === 0,
    }));
    return { owners, nobodyAtThreshold: given.nobodyAtThreshold };
  } catch {
    // Erased or damaged: the replay says that it cannot tell.
    return null;
  }
}

/** Everything that the batch's ledgers read, in one query a table. */
async function loadBatch(em: SqlEntityManager, ids: readonly ApplicationId[]) {
  const applications = await em.find(KycApplication, { id: { $in: [...ids] } }, { orderBy: { id: 'asc' } });
  const people = { $in: applications.map(({ customerId }) => customerId) };
  const own = { applicationId: { $in: [...ids] } };
  return {
    applications,
    users: new Map((await em.find(AppUser, { id: people })).map((row) => [row.id, row])),
    customers: new Map((await em.find(Customer, { id: people })).map((row) => [row.id, row])),
    data: Map.groupBy(await em.find(CustomerData, { customerId: people }), (row) => row.customerId),
    states: Map.groupBy(await em.find(RequirementStateRow, own), (row) => row.applicationId),
    documents: Map.groupBy(
      await em.find(
        KycDocument,
        { ...own, status: { $ne: 'SUPERSEDED' } },
        { orderBy: { uploadedAt: 'asc', id: 'asc' } },
      ),
      (row) => row.applicationId,
    ),
    checks: Map.groupBy(
      await em.find(IdentityCheck, own, { orderBy: { requestedAt: 'desc', id: 'desc' } }),
      (row) => row.applicationId,
    ),
    approvals: Map.groupBy(
      await em.find(KycDecision, { ...own, kind: 'APPROVE', voidedAt: null }),
      (row) => row.applicationId,
    ),
  };
}
type Batch = Awaited<ReturnType<typeof loadBatch>>;

async function caseOf(source: Source, application: KycApplication, batch: Batch): Promise<DecidedCase | null> {
  const { id, customerId, status } = application;
  const [user, customer] = [batch.users.get(customerId), batch.customers.get(customerId)];
  if (!user || !customer || (status !== 'APPROVED' && status !== 'REJECTED')) return null;
  const data = batch.data.get(customerId) ?? [];
  const states = batch.states.get(id) ?? [];
  const documents = batch.documents.get(id) ?? [];
  const checks = batch.checks.get(id) ?? [];
  const {
    documents: pages,
    checks: _,
    ...evidence
  } = evidenceOf({
    application,
    customer,
    user,
    states,
    documents,
    data,
    checks,
  });
  return {
    status,
    evidence,
    // In the order of their rows.
    documents: pages.map((page, at) => ({ ...page, ageDays: documents[at] ? ageDays(documents[at]) : null })),
    checks: checks.map((check) => ({
      requirement: check.requirement,
      kind: check.kind,
      standing: checkStanding(check),
    })),
    owners: await ownersOf(source, data),
    approvers: new Set(batch.approvals.get(id)?.map(({ decidedBy }) => decidedBy)).size,
  };
}

/** Decided applications with what a replay measures, in the order of their ids. */
export async function decidedCases(
  source: Source,
  ids: readonly ApplicationId[],
): Promise<{ application: KycApplication; decided: DecidedCase }[]> {
  const batch = await loadBatch(source.em, ids);
  const cases: { application: KycApplication; decided: DecidedCase }[] = [];
  for (const application of batch.applications) {
    const decided = await caseOf(source, application, batch);
    if (decided) cases.push({ application, decided });
  }
  return cases;
}
