import type { RequirementState } from './code.ts';
import { isDue } from './ledger.ts';

/** The four lists of `GET /api/kyc/requirements/`. Every row is due, pending or satisfied; a refused one is due too. */
export function requirementLists<Row extends { readonly state: RequirementState }>(rows: readonly Row[]) {
  return {
    currentlyDue: rows.filter(isDue),
    pendingVerification: rows.filter((row) => row.state === 'submitted'),
    satisfied: rows.filter((row) => row.state === 'accepted'),
    refused: rows.filter((row) => row.state === 'refused'),
  };
}
