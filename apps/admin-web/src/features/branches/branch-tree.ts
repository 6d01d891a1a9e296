import type { BranchView } from '@ostiary/domain/branches';

export interface BranchRow {
  branch: BranchView;
  /** 0 for one that belongs to no other. */
  depth: number;
}

/** Branches in the order of a tree, each below the one it belongs to; of equals, the first by code. */
export function toTree(branches: readonly BranchView[]): BranchRow[] {
  const byCode = branches.toSorted((one, other) => one.code.localeCompare(other.code));
  const known = new Set(branches.map(({ id }) => id));
  const below = (parentId: string | null, depth: number): BranchRow[] =>
    byCode
      .filter(
        (branch) => (branch.parentId !== null && known.has(branch.parentId) ? branch.parentId : null) === parentId,
      )
      .flatMap((branch) => [{ branch, depth }, ...below(branch.id, depth + 1)]);
  return below(null, 0);
}
