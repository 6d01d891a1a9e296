import type { ChooseRequirementInput, RequirementCode, RequirementRow } from '@ostiary/domain/requirements';
import { isOpenTo } from '@ostiary/domain/requirements';
import { DomainError } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault } from '../../vault.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { type CaseFile, getOwnFile, recount, stateRow, touch } from './case-file.service.ts';
import { isGivenCode, removeGiven, replaceIdentifiers } from './given.service.ts';
import { presentRows } from './present.service.ts';

/** Takes back what stood in the row that is no longer asked for. */
async function leave(tx: CustomerContext, file: CaseFile, code: RequirementCode): Promise<CaseFile> {
  if (isGivenCode(code)) return removeGiven(tx.em, file, code);
  if (code === 'ssn') {
    file.customer.ssnEncrypted = null;
    await replaceIdentifiers(tx, file.customer.id, { code, identifiers: [] });
  }
  return file;
}

/**
 * Makes `code` the row that is asked for, of two that stand for one another, and takes back the other's data. Throws
 * `NOT_FOUND` when the policy knows no such row, `REQUIREMENT_CLOSED` when it may not be changed now.
 */
export async function take(tx: CustomerContext, file: CaseFile, code: RequirementCode): Promise<CaseFile> {
  const row = file.rows.find((candidate) => candidate.code === code || candidate.alternative === code);
  if (!row) throw new DomainError('NOT_FOUND');
  if (!isOpenTo(file.application.status, row))
    throw new DomainError('REQUIREMENT_CLOSED', { details: { requirement: code, state: row.state } });
  // Data of the other may have come along from an earlier application.
  if (row.code === code) return row.alternative === null ? file : recount(await leave(tx, file, row.alternative));
  const left = await leave(tx, file, row.code);
  const chosen = stateRow(tx.em, left, code);
  const other = stateRow(tx.em, chosen.file, row.code);
  // Only the policy's alternative is marked; its own row is what stands when nothing is.
  const isAlternative = file.policy.requirements.some((asked) => asked.kind === 'data' && asked.alternative === code);
  chosen.row.isChosen = isAlternative;
  other.row.isChosen = false;
  other.row.unreadableAt = null;
  other.row.draftEncrypted = null;
  other.row.draftSavedAt = null;
  return recount(other.file);
}

function assertChoice({ rows }: CaseFile, code: RequirementCode): void {
  const isOneOfTwo = rows.some((row) => row.alternative !== null && (row.code === code || row.alternative === code));
  if (!isOneOfTwo) throw new DomainError('NOT_FOUND');
}

/**
 * Asks for the other of two rows, e.g. `tax_id_alternative` of somebody without an SSN. Throws what `take` throws, and
 * `NOT_FOUND` for a row that has no other.
 */
export async function chooseRequirement(
  ctx: CustomerContext,
  { code }: ChooseRequirementInput,
): Promise<RequirementRow> {
  return inTransaction(ctx, async (tx) => {
    const own = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    assertChoice(own, code);
    const file = await take(tx, own, code);
    touch(file.application, tx.now);
    recordAudit(tx, {
      action: 'requirement.chosen',
      target: { type: 'kyc_application', id: file.application.id },
      after: { requirement: code, version: file.application.version },
    });
    const vault = await openVault(tx, tx.actor.id);
    const row = presentRows(file, { vault, language: tx.request.language }).find(
      (candidate) => candidate.code === code,
    );
    if (!row) throw new DomainError('NOT_FOUND');
    return row;
  });
}
