import type { LedgerRow } from '../requirements/ledger.ts';
import { invalidField } from '../shared/index.ts';
import type { DecideInput } from './case.ts';
import type { DecisionKind } from './desk.ts';
import { fitsRequirement } from './reasons.ts';

type Rows = readonly Pick<LedgerRow, 'code' | 'state'>[];

/** What is given or was refused before can be refused with the decision; what was accepted must be judged anew first. */
const canBeRefused = (rows: Rows, code: LedgerRow['code']) =>
  rows.some((row) => row.code === code && (row.state === 'submitted' || row.state === 'refused'));

/**
 * Reasons say why rows are refused, or why the application ends: an approval has none, and asking for more names rows
 * only. Throws `INVALID_INPUT` naming `reasons`.
 */
export function assertReasonsFit(kind: DecisionKind, rows: Rows, reasons: DecideInput['reasons']): void {
  if (kind === 'APPROVE' && reasons.length > 0) throw invalidField('reasons', 'ROW_NOT_REFUSED');
  for (const { requirement, code } of reasons) {
    if (requirement === undefined) {
      if (kind !== 'REJECT') throw invalidField('reasons', 'ROW_NOT_REFUSED');
      continue;
    }
    if (!fitsRequirement(code, requirement)) throw invalidField('reasons', 'REASON_NOT_FOR_REQUIREMENT');
    if (!canBeRefused(rows, requirement)) throw invalidField('reasons', 'ROW_NOT_REFUSED');
  }
}
