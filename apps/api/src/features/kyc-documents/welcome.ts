import type { KycDocument } from '@ostiary/db';
import {
  isTooOld,
  LIVE_STATUSES,
  MAX_LIVE_FILES_PER_REQUIREMENT,
  type UploadFields,
  uploadProblems,
} from '@ostiary/domain/kyc-documents';
import type { RequirementCode } from '@ostiary/domain/requirements';
import { DomainError, fieldProblem } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { type DocumentFile, getOwnDocuments } from '../requirements/case-file.service.ts';
import { assertOpen } from '../requirements/requirements.service.ts';

/** The row of the pinned policy that a type belongs to. */
export function requirementOf(file: DocumentFile, { documentType, side }: UploadFields): RequirementCode {
  const rows = file.policy.requirements.filter((candidate) => candidate.kind === 'document');
  const row = rows.find(({ accepts }) => accepts.some(({ type }) => type === documentType));
  const sides = row?.accepts.find(({ type }) => type === documentType)?.sides ?? [];
  if (row && !sides.includes(side))
    throw new DomainError('INVALID_INPUT', { fields: { side: [fieldProblem('INVALID')] } });
  if (!row)
    throw new DomainError('INVALID_INPUT', { fields: { documentType: [fieldProblem('DOCUMENT_TYPE_UNKNOWN')] } });
  return row.code;
}

/** Throws `INVALID_INPUT` where the row asks for a recent document and this one has no date, or one too long ago. */
function assertRecent(
  { policy }: DocumentFile,
  requirement: RequirementCode,
  given: { fields: UploadFields; today: string },
) {
  const row = policy.requirements.find((candidate) => candidate.code === requirement);
  const maxAgeDays = row?.kind === 'document' ? row.maxAgeDays : undefined;
  if (maxAgeDays !== undefined && given.fields.issuedOn === undefined)
    throw new DomainError('INVALID_INPUT', { fields: { issuedOn: [fieldProblem('REQUIRED')] } });
  if (isTooOld(given.fields.issuedOn, maxAgeDays, given.today))
    throw new DomainError('INVALID_INPUT', { fields: { issuedOn: [fieldProblem('DOCUMENT_TOO_OLD')] } });
}

/** Which live document stands in the way, said as the applicant can act on it. */
function existing(document: KycDocument): DomainError {
  const status = document.status === 'VERIFIED' ? 'VERIFIED' : 'PENDING';
  const message = `You have already sent this document. Document ID: ${document.id}, status: ${status}. Remove it first to send another, or choose a different type.`;
  return new DomainError('DOCUMENT_EXISTS', { fields: { documentType: [{ code: 'DOCUMENT_EXISTS', message }] } });
}

function assertRoom(file: DocumentFile, requirement: RequirementCode, fields: UploadFields): void {
  const live = file.documents.filter((document) => LIVE_STATUSES.includes(document.status));
  const same = live.find((document) => document.documentType === fields.documentType && document.side === fields.side);
  if (same) throw existing(same);
  const inRow = live.filter((document) => document.requirement === requirement);
  if (inRow.length >= MAX_LIVE_FILES_PER_REQUIREMENT) throw new DomainError('TOO_MANY_DOCUMENTS');
}

const todayOf = ({ now }: CustomerContext) => now.toISOString().slice(0, 10);

/** Throws `INVALID_INPUT` for fields that are wrong by themselves. */
export function assertSound(ctx: CustomerContext, fields: UploadFields): void {
  const problems = uploadProblems(fields, todayOf(ctx));
  if (Object.keys(problems).length > 0) throw new DomainError('INVALID_INPUT', { fields: problems });
}

/** The row that a document belongs to. Throws `REQUIREMENT_CLOSED`, `INVALID_INPUT`, `DOCUMENT_EXISTS`, `TOO_MANY_DOCUMENTS` where it has no place. */
export function placeFor(ctx: CustomerContext, file: DocumentFile, fields: UploadFields): RequirementCode {
  const requirement = requirementOf(file, fields);
  assertOpen(file, requirement);
  assertRecent(file, requirement, { fields, today: todayOf(ctx) });
  assertRoom(file, requirement, fields);
  return requirement;
}

/** Refuses what is known to be wrong before a byte of the file is read. Throws as `assertSound` and `placeFor`. */
export async function assertWelcome(ctx: CustomerContext, fields: UploadFields): Promise<void> {
  assertSound(ctx, fields);
  placeFor(ctx, await getOwnDocuments(ctx.deps.orm.em.fork(), ctx.actor.id), fields);
}
