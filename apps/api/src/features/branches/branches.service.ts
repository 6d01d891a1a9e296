import type { BranchList, CloseBranchInput, CreateBranchInput, UpdateBranchInput } from '@ostiary/domain/branches';
import { makesCycle } from '@ostiary/domain/branches';
import { DomainError, invalidField } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { assertSeesAll } from '../access/scope.service.ts';
import { recordAudit } from '../audit/audit.service.ts';

interface BranchRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly regions: string[];
  readonly ifscPrefix: string | null;
  readonly parentId: string | null;
  readonly version: number;
  readonly closedAt: string | null;
}

const COUNT_LIMIT = 1_000;
const OPEN = `('INCOMPLETE', 'SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'PENDING_SECOND_APPROVAL')`;
const COLUMNS = `b.id, b.code, b.name, b.country, b.regions, b.ifsc_prefix as "ifscPrefix", b.parent_id as "parentId",
  b.version, b.closed_at as "closedAt"`;
const COUNTS = `
  (select count(*)::int from (select from kyc_application a where a.branch_id = b.id and a.status in ${OPEN}
    and a.submitted_at is not null limit ${COUNT_LIMIT + 1}) few) as cases,
  (select count(*)::int from app_user u where u.branch_id = b.id and u.erased_at is null) as people`;
/** Links that still make a colleague there; `?` is now. */
const INVITED = `
  (select count(*)::int from staff_invitation i where i.branch_id = b.id and i.email is not null and i.expires_at > ?)
    as invitations`;

/** Every branch, those that are closed last. */
export async function listBranches({ em }: Pick<StaffContext, 'em'>): Promise<BranchList> {
  const rows = await em.execute<(BranchRow & { cases: number; people: number })[]>(
    `select ${COLUMNS}, ${COUNTS} from branch b order by b.closed_at is not null, b.name, b.code`,
  );
  return {
    branches: rows.map(({ cases, closedAt, ...row }) => ({
      ...row,
      openCases: cases > COUNT_LIMIT ? null : cases,
      closedAt: closedAt === null ? null : new Date(closedAt).toISOString(),
    })),
  };
}

/** Everything the record tells of a branch: none of it is personal. */
const told = ({ code, name, country, regions, ifscPrefix, parentId }: BranchRow) => ({
  code,
  name,
  country,
  regions,
  ifscPrefix,
  parent: parentId,
});

/** The branch under its lock, as the screen showed it. Throws `NOT_FOUND`, `BRANCH_CLOSED`, `RECORD_CHANGED`. */
async function locked(tx: StaffContext, { id, version }: { id: string; version: number }): Promise<BranchRow> {
  const [row] = await tx.em.execute<BranchRow[]>(`select ${COLUMNS} from branch b where b.id = ? for update`, [id]);
  if (!row) throw new DomainError('NOT_FOUND');
  if (row.closedAt !== null) throw new DomainError('BRANCH_CLOSED');
  if (row.version !== version) throw new DomainError('RECORD_CHANGED', { details: { changed: ['branch'] } });
  return row;
}

/** A closed branch has nothing below it. Throws `INVALID_INPUT` on `parentId`, `BRANCH_CYCLE`. */
async function assertParent(tx: StaffContext, id: string, parentId: string | null): Promise<void> {
  if (parentId === null) return;
  // As the trigger branch_no_cycle does: of two moves at once the second sees the first.
  await tx.em.execute(`select pg_advisory_xact_lock(hashtextextended('branch tree', 0))`);
  const rows = await tx.em.execute<Pick<BranchRow, 'id' | 'parentId' | 'closedAt'>[]>(
    'select id, parent_id as "parentId", closed_at as "closedAt" from branch',
  );
  const parent = rows.find((row) => row.id === parentId);
  if (!parent || parent.closedAt !== null) throw invalidField('parentId', 'BRANCH_UNKNOWN');
  if (makesCycle(id, parentId, new Map(rows.map((row) => [row.id, row.parentId]))))
    throw new DomainError('BRANCH_CYCLE');
}

const list = (values: readonly string[]) => `{${[...new Set(values)].toSorted().join(',')}}`;

/** Throws `FORBIDDEN` for somebody who sees one branch alone, `BRANCH_CODE_TAKEN`, `INVALID_INPUT` on `parentId`. */
export function createBranch(ctx: StaffContext, input: CreateBranchInput): Promise<BranchList> {
  return inTransaction(ctx, async (tx) => {
    assertSeesAll(tx);
    const id = uuidv7();
    await assertParent(tx, id, input.parentId);
    const { code, name, country, regions, ifscPrefix, parentId } = input;
    await tx.em.execute(
      `insert into branch (id, code, name, country, regions, ifsc_prefix, parent_id, created_at, updated_at)
       values (?, ?, ?, ?, ?::text[], ?::text, ?::uuid, ?, ?)`,
      [id, code, name, country, list(regions), ifscPrefix, parentId, tx.now, tx.now],
    );
    const after = { code, name, country, regions, ifscPrefix, parent: parentId };
    recordAudit(tx, { action: 'branch.created', target: { type: 'branch', id }, after });
    await tx.em.flush();
    return listBranches(tx);
  });
}

/** Throws `FORBIDDEN`, `NOT_FOUND`, `BRANCH_CLOSED`, `RECORD_CHANGED`, `BRANCH_CYCLE`, `INVALID_INPUT` on `parentId`. */
export function updateBranch(ctx: StaffContext, input: UpdateBranchInput): Promise<BranchList> {
  return inTransaction(ctx, async (tx) => {
    assertSeesAll(tx);
    const before = await locked(tx, input);
    const { id, name, country, regions, ifscPrefix, parentId } = input;
    if (parentId !== before.parentId) await assertParent(tx, id, parentId);
    await tx.em.execute(
      `update branch set name = ?, country = ?, regions = ?::text[], ifsc_prefix = ?::text, parent_id = ?::uuid,
         version = version + 1, updated_at = ? where id = ?`,
      [name, country, list(regions), ifscPrefix, parentId, tx.now, id],
    );
    const after = told({ ...before, name, country, regions, ifscPrefix, parentId });
    recordAudit(tx, { action: 'branch.changed', target: { type: 'branch', id }, before: told(before), after });
    await tx.em.flush();
    return listBranches(tx);
  });
}

interface Use {
  readonly cases: number;
  readonly people: number;
  readonly branches: number;
  readonly invitations: number;
}

/**
 * A branch with open cases, people, open invitations or branches below it stays: `BRANCH_IN_USE` says how many of each.
 * Nobody is given to a closed one. Throws `FORBIDDEN`, `NOT_FOUND`, `BRANCH_CLOSED`, `RECORD_CHANGED`.
 */
export function closeBranch(ctx: StaffContext, input: CloseBranchInput): Promise<BranchList> {
  const { id } = input;
  return inTransaction(ctx, async (tx) => {
    assertSeesAll(tx);
    // Waits for whoever is just giving it a case or a person: their rows hold a share of this one.
    const branch = await locked(tx, input);
    const [use] = await tx.em.execute<Use[]>(
      `select ${COUNTS}, (select count(*)::int from branch child where child.parent_id = b.id and child.closed_at is null)
         as branches, ${INVITED} from branch b where b.id = ?`,
      [tx.now, id],
    );
    if (use && use.cases + use.people + use.branches + use.invitations > 0)
      throw new DomainError('BRANCH_IN_USE', { details: { ...use } });
    await tx.em.execute('update branch set closed_at = ?, version = version + 1, updated_at = ? where id = ?', [
      tx.now,
      tx.now,
      id,
    ]);
    recordAudit(tx, { action: 'branch.closed', target: { type: 'branch', id }, after: { code: branch.code } });
    await tx.em.flush();
    return listBranches(tx);
  });
}
