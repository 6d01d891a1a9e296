import { PolicyDraft, PolicyVersion, type SqlEntityManager } from '@ostiary/db';
import {
  type ComparePoliciesInput,
  comparePolicies,
  type PolicyComparison,
  type PolicyFamily,
  type PolicyKey,
  type PolicyList,
  type PolicyPage,
  type PolicyVersionFacts,
} from '@ostiary/domain/policy';
import { DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { namesOf, type NameOf } from './people.ts';

const OPEN = { state: { $in: ['DRAFT', 'PROPOSED'] } } as const;

/** How many applications are pinned to each version, by its id. */
async function pinnedCounts(em: SqlEntityManager): Promise<ReadonlyMap<string, number>> {
  const rows = await em.execute<{ id: string; n: number }[]>(
    'select policy_version_id as id, count(*)::int as n from kyc_application group by policy_version_id',
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

interface Known {
  readonly counts: ReadonlyMap<string, number>;
  readonly nameOf: NameOf;
}

function factsOf(row: PolicyVersion, { counts, nameOf }: Known): PolicyVersionFacts {
  return {
    code: row.code,
    version: row.version,
    title: row.body.title,
    publishedAt: row.publishedAt.toISOString(),
    proposedBy: nameOf(row.proposedBy),
    publishedBy: nameOf(row.publishedBy),
    applications: counts.get(row.id) ?? 0,
  };
}

async function known(em: SqlEntityManager, rows: readonly PolicyVersion[], more: readonly PolicyDraft[] = []) {
  const people = [...rows.flatMap((row) => [row.proposedBy, row.publishedBy]), ...more.map((row) => row.editedBy)];
  return { counts: await pinnedCounts(em), nameOf: await namesOf(em, people) };
}

function familyOf(
  newest: PolicyVersion,
  rows: readonly PolicyVersion[],
  { draft, ...facts }: Known & { draft: PolicyDraft | undefined },
): PolicyFamily {
  const { code, body } = newest;
  return {
    code,
    title: body.title,
    country: body.country,
    applicantKind: body.applicantKind,
    versions: rows.filter((row) => row.code === code).map((row) => factsOf(row, facts)),
    draft: draft
      ? {
          id: draft.id,
          state: draft.state,
          editedBy: facts.nameOf(draft.editedBy),
          editedAt: draft.editedAt.toISOString(),
        }
      : null,
  };
}

/** Every policy with its versions, newest first, and the draft that is open. */
export async function listPolicies({ em }: StaffContext): Promise<PolicyList> {
  const rows = await em.find(PolicyVersion, {}, { orderBy: { code: 'asc', version: 'desc' } });
  const drafts = await em.find(PolicyDraft, OPEN);
  const facts = await known(em, rows, drafts);
  const newest = rows.filter((row, at) => rows[at - 1]?.code !== row.code);
  return {
    items: newest.map((row) =>
      familyOf(row, rows, { ...facts, draft: drafts.find((draft) => draft.code === row.code) }),
    ),
  };
}

/** One published version in full. Throws `NOT_FOUND`. */
export async function getPolicy({ em }: StaffContext, { code, version }: PolicyKey): Promise<PolicyPage> {
  const rows = await em.find(PolicyVersion, { code }, { orderBy: { version: 'desc' } });
  const row = rows.find((candidate) => candidate.version === version);
  if (!row) throw new DomainError('NOT_FOUND');
  const draft = await em.findOne(PolicyDraft, { code, ...OPEN });
  return {
    facts: factsOf(row, await known(em, [row])),
    body: row.body,
    versions: rows.map((candidate) => candidate.version),
    draftId: draft?.id ?? null,
  };
}

/** What changed from one version to another. Throws `NOT_FOUND`. */
export async function comparePolicyVersions(
  ctx: StaffContext,
  { code, from, to }: ComparePoliciesInput,
): Promise<PolicyComparison> {
  const [one, other] = [await getPolicy(ctx, { code, version: from }), await getPolicy(ctx, { code, version: to })];
  return { from: one, to: other, changes: comparePolicies(one.body, other.body) };
}
