import {
  AppUser,
  Customer,
  CustomerData,
  IdentityCheck,
  KycApplication,
  KycDocument,
  LockMode,
  PolicyVersion,
  RequirementStateRow,
  type SqlEntityManager,
} from '@ostiary/db';
import { sha256, canonicalText } from '@ostiary/domain/crypto';
import type { Policy } from '@ostiary/domain/policy';
import { type LedgerRow, requirementLedger, type RequirementCode } from '@ostiary/domain/requirements';
import { type ApplicationId, DomainError, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { documentEvidence, evidenceOf } from './evidence.service.ts';

/** One application with everything its ledger is computed from. */
export interface CaseFile {
  readonly application: KycApplication;
  readonly customer: Customer;
  readonly user: AppUser;
  readonly policy: Policy;
  readonly states: readonly RequirementStateRow[];
  /** Superseded ones left out, oldest first. */
  readonly documents: readonly KycDocument[];
  /** Sealed rows beyond the columns of `customer`. */
  readonly data: readonly CustomerData[];
  /** Outside checks, newest first. */
  readonly checks: readonly IdentityCheck[];
  readonly rows: readonly LedgerRow[];
}

/** The part that an upload is judged by: a hundred may come at once, and each asks twice. Its rows are those for documents. */
export type DocumentFile = Pick<CaseFile, 'application' | 'policy' | 'states' | 'documents' | 'rows'>;

/** The same file with its rows computed anew, after a change in memory. */
export function recount(file: CaseFile): CaseFile {
  return { ...file, rows: requirementLedger(file.policy, evidenceOf(file)) };
}

/** A version never changes once it is published (the database sees to that): each is read once by a process. */
const policies = new Map<string, Policy>();

async function policyOf(em: SqlEntityManager, id: KycApplication['policyVersionId']): Promise<Policy> {
  const known = policies.get(id);
  if (known) return known;
  const { body } = await em.findOneOrFail(PolicyVersion, { id });
  policies.set(id, body);
  return body;
}

async function documentsOf(em: SqlEntityManager, application: KycApplication): Promise<DocumentFile> {
  const policy = await policyOf(em, application.policyVersionId);
  const states = await em.find(RequirementStateRow, { applicationId: application.id });
  const documents = await em.find(
    KycDocument,
    { applicationId: application.id, status: { $ne: 'SUPERSEDED' } },
    { orderBy: { uploadedAt: 'asc', id: 'asc' } },
  );
  const rows = requirementLedger(policy, documentEvidence({ application, states, documents }));
  return { application, policy, states, documents, rows: rows.filter(({ kind }) => kind === 'document') };
}

async function fileOf(em: SqlEntityManager, application: KycApplication): Promise<CaseFile> {
  const customer = await em.findOneOrFail(Customer, { id: application.customerId });
  const user = await em.findOneOrFail(AppUser, { id: application.customerId });
  const known = await documentsOf(em, application);
  const data = await em.find(CustomerData, { customerId: application.customerId });
  const checks = await em.find(
    IdentityCheck,
    { applicationId: application.id },
    { orderBy: { requestedAt: 'desc', id: 'desc' } },
  );
  return recount({ ...known, customer, user, data, checks });
}

interface LoadOptions {
  /** Takes the application's row lock: every change of an application goes through it. */
  readonly forUpdate?: boolean;
}

const lock = ({ forUpdate = false }: LoadOptions) =>
  forUpdate ? { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } : {};

async function newestOf(em: SqlEntityManager, customerId: UserId, options: LoadOptions): Promise<KycApplication> {
  const application = await em.findOne(
    KycApplication,
    { customerId },
    { orderBy: { createdAt: 'desc', id: 'desc' }, ...lock(options) },
  );
  if (!application) throw new DomainError('NOT_FOUND');
  return application;
}

/** The customer's newest application. Throws `NOT_FOUND` where there is none. */
export async function getOwnFile(
  em: SqlEntityManager,
  customerId: UserId,
  options: LoadOptions = {},
): Promise<CaseFile> {
  return fileOf(em, await newestOf(em, customerId, options));
}

/** The same application as `getOwnFile`, for documents only. Throws `NOT_FOUND`. */
export async function getOwnDocuments(
  em: SqlEntityManager,
  customerId: UserId,
  options: LoadOptions = {},
): Promise<DocumentFile> {
  return documentsOf(em, await newestOf(em, customerId, options));
}

/** Any application, for staff and jobs. Throws `NOT_FOUND`. */
export async function getFile(em: SqlEntityManager, id: ApplicationId, options: LoadOptions = {}): Promise<CaseFile> {
  const application = await em.findOne(KycApplication, { id }, lock(options));
  if (!application) throw new DomainError('NOT_FOUND');
  return fileOf(em, application);
}

/** Counts a change of evidence, judgement or state; a screen that shows an older number is stale. */
export function touch(application: KycApplication, now: Date): void {
  application.version += 1;
  application.updatedAt = now;
}

/** The stored state of one row, made on first use; the file that comes back knows it. */
export function stateRow(
  em: SqlEntityManager,
  file: CaseFile,
  code: RequirementCode,
): { row: RequirementStateRow; file: CaseFile } {
  const known = file.states.find((state) => state.code === code);
  if (known) return { row: known, file };
  const row = em.create(RequirementStateRow, { id: uuidv7(), applicationId: file.application.id, code });
  em.persist(row);
  return { row, file: { ...file, states: [...file.states, row] } };
}

/** The first change to a refused row reopens it; the refusal stays visible until it is submitted again. */
export function reopen(file: Pick<CaseFile, 'states'>, code: RequirementCode): void {
  const state = file.states.find((candidate) => candidate.code === code);
  if (state?.verdict === 'refused') state.isReopened = true;
}

const IN_USE: readonly string[] = ['UPLOADING', 'QUARANTINED', 'PENDING', 'VERIFIED'] satisfies KycDocument['status'][];
const ADVERSE: readonly string[] = ['MISMATCH', 'NOT_FOUND'] satisfies IdentityCheck['state'][];

/**
 * What was judged, as one hash: SHA-256 over the ciphertexts and file hashes (a change of either changes it), over what
 * is no longer of use, and over what outside checks found against it. An answer that confirms changes nothing.
 */
export function evidenceHash({ application, customer, documents, data, checks, states }: CaseFile): Buffer {
  const text = canonicalText({
    consent: application.consentVersion ?? null,
    identity: [customer.firstName ?? null, customer.lastName ?? null, customer.dateOfBirth ?? null],
    address: customer.addressEncrypted ?? null,
    ssn: customer.ssnEncrypted ?? null,
    data: data
      .map((row) => `${row.code} ${row.valueEncrypted}`)
      .toSorted((left, right) => left.localeCompare(right, 'en')),
    documents: documents
      .map(({ id, fileHash, status }) => `${id} ${fileHash ?? ''}${IN_USE.includes(status) ? '' : ` ${status}`}`)
      .toSorted((left, right) => left.localeCompare(right, 'en')),
    unreadable: states.flatMap(({ code, unreadableAt }) => (unreadableAt == null ? [] : [code])).toSorted(),
    checks: checks
      .flatMap(({ id, state }) => (ADVERSE.includes(state) ? [`${id} ${state}`] : []))
      .toSorted((left, right) => left.localeCompare(right, 'en')),
  });
  return sha256(Buffer.from(text));
}
