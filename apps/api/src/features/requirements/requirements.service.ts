import { commitment } from '@ostiary/domain/crypto';
import { checkBirthDate } from '@ostiary/domain/identifiers';
import {
  completion,
  isOpenTo,
  type PutRequirementInput,
  requirementLists,
  type RequirementRow,
  type RequirementsView,
} from '@ostiary/domain/requirements';
import { DomainError, invalidField } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault, type Vault } from '../../vault.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { requestChecks } from '../identity-checks/request-checks.service.ts';
import { type CaseFile, getOwnFile, recount, reopen, stateRow, touch } from './case-file.service.ts';
import { take } from './choose.ts';
import { replaceIdentifiers, saveGiven } from './given.service.ts';
import { presentRows } from './present.service.ts';
import { identifiersIn, readInput } from './read-input.ts';

/** GET /api/kyc/requirements/: the ledger in four lists. */
export async function listRequirements(ctx: CustomerContext): Promise<RequirementsView> {
  const file = await getOwnFile(ctx.em, ctx.actor.id);
  const vault = await openVault(ctx, ctx.actor.id);
  const rows = presentRows(file, { vault, language: ctx.request.language });
  return {
    completion: completion(rows),
    ...requirementLists(rows),
    deadline: null,
  };
}

/** A birth date that cannot be, or is too recent. A future one is also worth a security event. */
export async function assertOfAge(
  ctx: Pick<CustomerContext, 'deps' | 'now' | 'request' | 'door' | 'seen'>,
  dateOfBirth: string,
): Promise<void> {
  const verdict = checkBirthDate(dateOfBirth, ctx.now.toISOString().slice(0, 10));
  if (verdict.ok) return;
  if (verdict.why === 'FUTURE') {
    const em = ctx.deps.orm.em.fork();
    const userId = ctx.seen.actor?.id ?? null;
    recordSecurityEvent(
      { ...ctx, em, actor: ctx.seen.actor },
      {
        eventType: 'SUSPICIOUS_ACTIVITY',
        severity: 'LOW',
        userId,
        description: 'A birth date in the future was given',
      },
    );
    await em.flush();
  }
  const codes = {
    FORMAT: 'DATE_FORMAT',
    FUTURE: 'DATE_IN_FUTURE',
    UNDER_AGE: 'UNDER_AGE',
    TOO_OLD: 'DATE_TOO_OLD',
  } as const;
  throw invalidField('dateOfBirth', codes[verdict.why]);
}

interface Giving {
  readonly input: PutRequirementInput;
  readonly vault: Vault;
}
interface Stored {
  readonly file: CaseFile;
  /** Commitments for the record: never the values. */
  readonly after: Record<string, string>;
}

/** Stores the row's data sealed. Throws `INVALID_INPUT` for what only country and policy can judge. */
async function store(ctx: CustomerContext, file: CaseFile, { input, vault }: Giving): Promise<Stored> {
  const { customer, application } = file;
  const place = (column: string) => ({ table: 'customer', column, rowId: customer.id });
  const committed = (text: string): Stored => ({
    file,
    after: { [input.code]: commitment(vault.dataKey, input.code, text) },
  });
  customer.updatedAt = ctx.now;
  switch (input.code) {
    case 'identity':
      customer.firstName = input.firstName;
      customer.lastName = input.lastName;
      customer.dateOfBirth = input.dateOfBirth;
      return committed(JSON.stringify([input.firstName, input.lastName, input.dateOfBirth]));
    case 'address': {
      const { code: _, ...address } = input;
      const text = JSON.stringify(address);
      customer.addressEncrypted = vault.seal(place('address_encrypted'), text);
      return committed(text);
    }
    case 'ssn':
      customer.ssnEncrypted = vault.seal(place('ssn_encrypted'), input.ssn);
      await replaceIdentifiers(ctx, customer.id, { code: 'ssn', identifiers: [{ kind: 'ssn', value: input.ssn }] });
      return committed(input.ssn);
    case 'consent': {
      const row = file.policy.requirements.find((requirement) => requirement.kind === 'consent');
      application.consentVersion = row?.textVersion ?? 'unknown';
      application.consentAt = ctx.now;
      return { file, after: { consent: application.consentVersion } };
    }
    default: {
      const value = readInput({ file, vault, today: ctx.now.toISOString().slice(0, 10) }, input);
      const identifiers = identifiersIn(input.code, value);
      await replaceIdentifiers(ctx, customer.id, { code: input.code, identifiers });
      const { after } = committed(JSON.stringify(value));
      return { file: saveGiven(ctx, file, { code: input.code, value, vault }), after };
    }
  }
}

/** Throws `REQUIREMENT_CLOSED` unless the applicant may change this row now, `NOT_FOUND` when the policy has no such row. */
export function assertOpen(file: Pick<CaseFile, 'application' | 'rows'>, code: RequirementRow['code']): void {
  const row = file.rows.find((candidate) => candidate.code === code);
  if (!row) throw new DomainError('NOT_FOUND');
  if (!isOpenTo(file.application.status, row))
    throw new DomainError('REQUIREMENT_CLOSED', { details: { requirement: code, state: row.state } });
}

/** Shows one row after a change. */
function shownRow(
  tx: CustomerContext,
  file: CaseFile,
  { code, vault }: { code: RequirementRow['code']; vault: Vault },
) {
  const row = presentRows(recount(file), { vault, language: tx.request.language }).find(
    (candidate) => candidate.code === code,
  );
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

/**
 * PUT /api/kyc/requirements/{code}/: gives the data of one row; its draft goes, and outside checks are asked for.
 * Throws `INVALID_INPUT` naming the field, `REQUIREMENT_CLOSED`, `NOT_FOUND`.
 */
export async function putRequirement(ctx: CustomerContext, input: PutRequirementInput): Promise<RequirementRow> {
  if (input.code === 'identity') await assertOfAge(ctx, input.dateOfBirth);
  return inTransaction(ctx, async (tx) => {
    const own = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    const vault = await openVault(tx, tx.actor.id);
    const taken = await take(tx, own, input.code);
    const { file, after } = await store(tx, taken, { input, vault });
    const { row, file: withRow } = stateRow(tx.em, file, input.code);
    row.draftEncrypted = null;
    row.draftSavedAt = null;
    row.givenAt = tx.now;
    row.unreadableAt = null;
    reopen(withRow, input.code);
    touch(file.application, tx.now);
    recordAudit(tx, {
      action: 'requirement.given',
      target: { type: 'kyc_application', id: file.application.id },
      after: { requirement: input.code, version: file.application.version, given: after },
    });
    const checked = await requestChecks(tx, withRow, input.code);
    return shownRow(tx, checked, { code: input.code, vault });
  });
}
