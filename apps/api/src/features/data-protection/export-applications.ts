import {
  type Customer,
  CustomerData,
  IdentityCheck,
  KycApplication,
  KycDecision,
  KycDocument,
  PolicyVersion,
  RequirementStateRow,
  type SqlEntityManager,
} from '@ostiary/db';
import { toldStatus } from '@ostiary/domain/application';
import type { PersonalData } from '@ostiary/domain/data-protection';
import { DraftFields } from '@ostiary/domain/requirements';
import { toldReason } from '@ostiary/domain/review';
import { z } from 'zod';
import type { CustomerContext } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import { readTimeline } from '../application/timeline.service.ts';
import { openReading } from '../kyc-documents/reading.service.ts';
import { givenPlace } from '../requirements/given.service.ts';
import { addressOf, wholeSsn } from '../requirements/present.service.ts';

type Held = PersonalData['applications'][number];

const moment = (date: Date | null | undefined) => date?.toISOString() ?? null;

/** Every row's own answer, whole; null where what was stored does not open. */
export async function exportGiven(
  em: SqlEntityManager,
  customer: Customer,
  vault: Vault,
): Promise<PersonalData['given']> {
  const rows = await em.find(CustomerData, { customerId: customer.id }, { orderBy: { code: 'asc' } });
  const entries = rows.map(({ id, code, valueEncrypted }) => {
    const text = vault.read({ ...givenPlace(id), requirement: code }, valueEncrypted);
    return [code, text === null ? null : z.json().parse(JSON.parse(text))] as const;
  });
  return {
    ...(customer.ssnEncrypted == null ? {} : { ssn: wholeSsn({ customer }, vault) }),
    ...(customer.addressEncrypted == null ? {} : { address: z.json().parse(addressOf({ customer }, vault)) }),
    ...Object.fromEntries(entries),
  };
}

function documentOf(vault: Vault, document: KycDocument): Held['documents'][number] {
  const place = (column: string) => ({
    table: 'kyc_document',
    column,
    rowId: document.id,
    requirement: document.requirement,
  });
  return {
    requirement: document.requirement,
    documentType: document.documentType,
    side: document.side,
    documentNumber: vault.read(place('number_encrypted'), document.numberEncrypted),
    issuer: document.issuer,
    issuedOn: document.issuedOn ?? null,
    expiresOn: document.expiresOn ?? null,
    fileName: vault.read(place('file_name_encrypted'), document.fileNameEncrypted),
    mediaType: document.mediaType,
    sizeBytes: document.sizeBytes,
    sha256: document.fileHash ?? null,
    status: document.status,
    uploadedAt: document.uploadedAt.toISOString(),
    fileRemovedAt: moment(document.fileRemovedAt),
    whatWeRead: openReading(document, vault),
  };
}

async function draftsOf(
  em: SqlEntityManager,
  applicationId: KycApplication['id'],
  vault: Vault,
): Promise<Held['drafts']> {
  const states = await em.find(RequirementStateRow, { applicationId, draftEncrypted: { $ne: null } });
  return Object.fromEntries(
    states.map(({ id: rowId, code, draftEncrypted }) => {
      const text = vault.read({ table: 'requirement_state', column: 'draft_encrypted', rowId }, draftEncrypted ?? '');
      return [code, text === null ? {} : DraftFields.parse(JSON.parse(text))];
    }),
  );
}

/** Decisions as the person was told them: of two approvals the last, reasons in the words they read. Notes of the staff are the bank's own. */
async function decisionsOf(
  { em, request }: CustomerContext,
  { id: applicationId, status }: KycApplication,
): Promise<Held['decisions']> {
  const rows = await em.find(KycDecision, { applicationId, voidedAt: null }, { orderBy: { decidedAt: 'asc' } });
  const isTold = ({ kind, round, stage }: KycDecision) =>
    kind !== 'APPROVE' ||
    (status !== 'PENDING_SECOND_APPROVAL' && !rows.some((other) => other.round === round && other.stage > stage));
  return rows.filter(isTold).map(({ kind, decidedAt, reasons }) => ({
    kind,
    at: decidedAt.toISOString(),
    reasons: reasons.map(({ code }) => toldReason(code, request.language).message),
  }));
}

/** Checks by name and date: what a list answered is told to nobody. */
async function checksOf(em: SqlEntityManager, applicationId: KycApplication['id']): Promise<Held['checks']> {
  const rows = await em.find(
    IdentityCheck,
    { applicationId, kind: { $ne: 'screening' } },
    { orderBy: { requestedAt: 'asc' } },
  );
  return rows.map(({ kind, requirement, requestedAt, finishedAt }) => ({
    kind,
    requirement,
    requestedAt: requestedAt.toISOString(),
    finishedAt: moment(finishedAt),
  }));
}

async function exportOne(ctx: CustomerContext, vault: Vault, application: KycApplication): Promise<Held> {
  const { em, request } = ctx;
  const { id } = application;
  const { code, version } = await em.findOneOrFail(PolicyVersion, { id: application.policyVersionId });
  const documents = await em.find(KycDocument, { applicationId: id }, { orderBy: { uploadedAt: 'asc', id: 'asc' } });
  const timeline = await readTimeline(em, id, { reader: 'customer', language: request.language, isWhole: true });
  return {
    id,
    status: toldStatus(application.status),
    policy: `${code}, version ${version}`,
    consentVersion: application.consentVersion ?? null,
    consentAt: moment(application.consentAt),
    createdAt: application.createdAt.toISOString(),
    submittedAt: moment(application.submittedAt),
    decidedAt: moment(application.decidedAt),
    drafts: await draftsOf(em, id, vault),
    documents: documents.map((document) => documentOf(vault, document)),
    checks: await checksOf(em, id),
    timeline: timeline.map(({ at, text }) => ({ at, text })),
    decisions: await decisionsOf(ctx, application),
  };
}

/** The person's applications, oldest first, with everything that hangs on them. */
export async function exportApplications(ctx: CustomerContext, vault: Vault): Promise<Held[]> {
  const found = await ctx.em.find(KycApplication, { customerId: ctx.actor.id }, { orderBy: { createdAt: 'asc' } });
  const held: Held[] = [];
  for (const application of found) held.push(await exportOne(ctx, vault, application));
  return held;
}
