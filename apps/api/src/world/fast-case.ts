import { blindIndex, newDataKey, sealField, sha256, wrapDocumentKey } from '@ostiary/domain/crypto';
import { normaliseDocumentNumber } from '@ostiary/domain/identifiers';
import { CHECKED_ROWS, type CheckOutcome } from '@ostiary/domain/identity-checks';
import type { DocumentStatus } from '@ostiary/domain/kyc-documents';
import { type CheckKind, shippedPolicy } from '@ostiary/domain/policy';
import type { RequirementCode } from '@ostiary/domain/requirements';
import { type ApplicationId, type DocumentId, DomainError, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../context.ts';
import type { PaperPlan, Person, Plant } from './person.ts';

export interface Case {
  readonly person: Person;
  readonly customerId: UserId;
  readonly applicationId: ApplicationId;
  readonly dataKey: Buffer;
  readonly at: Date;
  readonly judge: UserId;
}

const isApproved = ({ state }: Person) => state === 'APPROVED' || state === 'EXPIRED';
const isRefused = ({ expected: { reason } }: Person, code: RequirementCode) => reason?.requirement === code;

function statusOf(person: Person, { requirement }: PaperPlan): DocumentStatus {
  if (isRefused(person, requirement)) return 'REJECTED';
  return isApproved(person) ? 'VERIFIED' : 'PENDING';
}

/** A document whose file was never stored: its row says that the file was removed, so that nobody misses it. */
export function documentRow({ keys }: Pick<Deps, 'keys'>, of: Case, plan: PaperPlan) {
  const { person, customerId, applicationId, dataKey, at } = of;
  const id = uuidv7() as DocumentId; // a fresh id is where the brand begins
  const number = normaliseDocumentNumber(plan.documentType, plan.documentNumber);
  if (number === null) throw new DomainError('INVALID_INPUT');
  const seal = (column: string, text: string) =>
    sealField(dataKey, { table: 'kyc_document', column, rowId: id }, { text, now: at });
  const ring = keys.blindIndex;
  const indexKeyVersion = ring.currentVersion();
  const { requirement, documentType, side, issuedOn, expiresOn, fileName } = plan;
  return {
    id,
    applicationId,
    customerId,
    requirement,
    documentType,
    side,
    status: statusOf(person, plan),
    numberEncrypted: seal('number_encrypted', number),
    numberIndex: blindIndex(ring.key(indexKeyVersion), `document-${documentType}`, number),
    indexKeyVersion,
    issuer: plan.issuingCountry,
    issuedOn,
    expiresOn,
    fileNameEncrypted: seal('file_name_encrypted', fileName),
    mediaType: fileName.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg',
    sizeBytes: 0,
    fileHash: sha256(Buffer.from(`${person.id} ${fileName}`)).toString('hex'),
    storageKey: id,
    wrappedKey: wrapDocumentKey(dataKey, id, newDataKey()),
    rejectionReason: isRefused(person, requirement) ? (person.expected.reason?.code ?? null) : null,
    fileRemovedAt: at,
    uploadedAt: at,
    updatedAt: at,
  };
}

const ANSWERS: Partial<Record<Plant, (kind: CheckKind, pack: Person['pack']) => CheckOutcome | null>> = {
  listed_name: (kind) => (kind === 'screening' ? 'MISMATCH' : null),
  register_knows_nothing: (kind) => (kind === 'document' ? 'NOT_FOUND' : null),
  register_differs(kind, pack) {
    const asked = pack === 'us-individual' ? 'document' : pack === 'in-individual' ? 'pan' : 'bank_account';
    return kind === asked ? 'MISMATCH' : null;
  },
};

/** What the simulators would have answered, without the facts; only of applications that were given whole. */
export function checkRows({ person, applicationId, at }: Case) {
  const { checks, requirements } = shippedPolicy(person.pack);
  if (person.step !== null) return [];
  const asks = (code: RequirementCode) => requirements.some((row) => row.code === code);
  return checks.flatMap((kind) =>
    CHECKED_ROWS[kind]
      .filter(({ requirement }) => asks(requirement))
      .map(({ requirement }) => ({
        id: uuidv7(),
        applicationId,
        kind,
        requirement,
        // Of nothing that could be asked about again: the next change asks anew.
        subjectHash: sha256(Buffer.from(`${person.id} ${kind}`)),
        state: person.facts.flatMap(({ plant }) => ANSWERS[plant]?.(kind, person.pack) ?? [])[0] ?? ('MATCH' as const),
        attempts: 1,
        provider: 'simulator',
        requestedAt: at,
        triedAt: at,
        finishedAt: at,
      })),
  );
}

/** Verdicts, and the alternative that somebody took. */
export function stateRows({ person, applicationId, at, judge }: Case) {
  const rows = shippedPolicy(person.pack).requirements;
  const chosen = person.given.find(({ code }) => code === 'tax_id_alternative')?.code;
  const judged = rows.flatMap((row) => {
    if (row.kind === 'contact' || row.kind === 'consent') return [];
    return row.kind === 'data' && row.alternative === chosen ? (chosen ?? row.code) : row.code;
  });
  return judged.flatMap((code) => {
    const verdict = isRefused(person, code) ? ('refused' as const) : isApproved(person) ? ('accepted' as const) : null;
    const isChosen = code === chosen;
    if (verdict === null && !isChosen) return [];
    const by = verdict === null ? { judgedBy: null, judgedAt: null } : { judgedBy: judge, judgedAt: at };
    const reasonCode = verdict === 'refused' ? (person.expected.reason?.code ?? null) : null;
    return [{ id: uuidv7(), applicationId, code, verdict, reasonCode, isChosen, ...by }];
  });
}
