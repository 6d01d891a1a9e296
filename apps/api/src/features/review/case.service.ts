import { AppUser, Branch, KycDecision, type RequirementStateRow } from '@ostiary/db';
import { REQUIREMENT_TEXT } from '@ostiary/domain/requirements';
import { type CaseView, REASONS, ReasonCode } from '@ostiary/domain/review';
import type { ApplicationId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { openVault, type Vault } from '../../vault.ts';
import { readTimeline } from '../application/timeline.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { readNotes } from '../desk/notes.service.ts';
import { presentChecks } from '../identity-checks/case-checks.service.ts';
import { presentDocument } from '../kyc-documents/kyc-documents.service.ts';
import { type CaseFile, getFile } from '../requirements/case-file.service.ts';
import { isGivenCode } from '../requirements/given.service.ts';
import { addressOf, maskedSsn, presentRows, sayAddress } from '../requirements/present.service.ts';
import { readRisk } from '../risk/case-risk.service.ts';
import { compareFacts } from './comparison.ts';
import { readEarlier } from './earlier.service.ts';
import { commitOverdue, readHeld } from './held.service.ts';
import { queueItem } from './queue-item.ts';
import { readSecondApproval } from './second-approval.service.ts';
import { HIDDEN, seesPerson } from './sees-person.ts';

interface Reading {
  readonly ctx: StaffContext;
  readonly file: CaseFile;
  readonly vault: Vault;
  readonly people: ReadonlyMap<string, string>;
}

async function namesOf(
  ctx: StaffContext,
  ids: readonly (AppUser['id'] | null | undefined)[],
): Promise<Map<string, string>> {
  const known = ids.flatMap((id) => (id == null ? [] : [id]));
  const people = await ctx.em.find(AppUser, { id: { $in: [...new Set(known)] } });
  return new Map(people.map((person) => [person.id, person.displayName ?? person.username]));
}

const notePlace = (rowId: string) => ({ table: 'requirement_state', column: 'note_encrypted', rowId });

function judgedReason(state: RequirementStateRow | undefined, refusalReason: string | null, vault: Vault) {
  const code = ReasonCode.safeParse(refusalReason);
  if (!code.success) return null;
  const note = state?.noteEncrypted == null ? null : vault.read(notePlace(state.id), state.noteEncrypted);
  return { code: code.data, label: REASONS[code.data].label, note };
}

function requirements({ ctx, file, vault, people }: Reading): CaseView['requirements'] {
  const shown = presentRows(file, { vault, language: ctx.request.language });
  return file.rows.map((row, index) => {
    const state = file.states.find((candidate) => candidate.code === row.code);
    return {
      code: row.code,
      kind: row.kind,
      title: REQUIREMENT_TEXT[row.code].title[ctx.request.language],
      state: row.state,
      // The address is for the lease holder and second approvers (product.md section 8).
      summary: row.code === 'address' && !seesPerson(ctx, file) ? null : (shown[index]?.summary ?? null),
      isChecking: row.isChecking,
      reason: judgedReason(state, row.refusalReason, vault),
      judgedBy: state?.judgedBy == null ? null : (people.get(state.judgedBy) ?? null),
    };
  });
}

function data({ ctx, file, vault }: Reading): CaseView['data'] {
  const { customer } = file;
  const address = addressOf(file, vault);
  const open = seesPerson(ctx, file);
  const values = [
    {
      requirement: 'identity',
      label: 'name',
      value: [customer.firstName, customer.lastName].filter(Boolean).join(' '),
    },
    {
      requirement: 'identity',
      label: 'dateOfBirth',
      value: customer.dateOfBirth == null ? '' : open ? customer.dateOfBirth : HIDDEN,
    },
    { requirement: 'address', label: 'address', value: address === null ? '' : open ? sayAddress(address) : HIDDEN },
    { requirement: 'ssn', label: 'ssn', value: maskedSsn(file, vault) ?? '' },
    ...presentRows(file, { vault, language: ctx.request.language }).flatMap(({ code, summary }) =>
      isGivenCode(code) ? [{ requirement: code, label: code, value: summary ?? '' }] : [],
    ),
    { requirement: 'consent', label: 'consent', value: file.application.consentVersion ?? '' },
  ] as const;
  return values.filter(({ value }) => value !== '');
}

async function decisions(ctx: StaffContext, file: CaseFile): Promise<CaseView['decisions']> {
  const rows = await ctx.em.find(
    KycDecision,
    { applicationId: file.application.id, voidedAt: null },
    { orderBy: { decidedAt: 'desc' } },
  );
  const people = await namesOf(
    ctx,
    rows.map((row) => row.decidedBy),
  );
  return rows.map(({ kind, stage, decidedBy, decidedAt, reasons }) => ({
    kind,
    stage,
    decidedBy: people.get(decidedBy) ?? '',
    decidedAt: decidedAt.toISOString(),
    reasons: reasons.map(({ requirement, code }) => ({ requirement, code, label: REASONS[code].label })),
  }));
}

/** The case's line in the queue, with every name that the case speaks of. */
async function lineOf(ctx: StaffContext, { application, customer, policy }: CaseFile, people: Reading['people']) {
  const { branchId } = application;
  const branch = branchId == null ? null : ((await ctx.em.findOne(Branch, { id: branchId }))?.name ?? null);
  return queueItem({ application, customer, policy, branch, people, now: ctx.now });
}

/** The case as this person may see it. */
export async function presentCase(ctx: StaffContext, file: CaseFile): Promise<CaseView> {
  const { application, customer, user, policy } = file;
  const vault = await openVault(ctx, customer.id);
  const people = await namesOf(ctx, [
    application.claimedBy,
    application.assignedTo,
    ...file.states.map((state) => state.judgedBy),
  ]);
  const reading = { ctx, file, vault, people };
  return {
    ...(await lineOf(ctx, file, people)),
    version: application.version,
    email: user.email,
    phoneNumber: user.phoneNumber ?? '',
    policy: { code: policy.code, version: policy.version, title: policy.title },
    isMine:
      application.claimedBy === ctx.actor.id &&
      application.leaseExpiresAt != null &&
      application.leaseExpiresAt > ctx.now,
    requirements: requirements(reading),
    data: data(reading),
    documents: file.documents.map((document) => presentDocument(document, vault, ctx.request.language)),
    ...(await readRisk(ctx, file, vault)),
    earlier: await readEarlier(ctx, file),
    comparison: compareFacts(ctx, file, vault),
    notes: await readNotes(ctx, file, vault),
    held: await readHeld(ctx, file),
    secondApproval: await readSecondApproval(ctx, file),
    checks: presentChecks(file, ctx.request.language),
    timeline: await readTimeline(ctx.em, application.id, { reader: 'staff', language: 'en' }),
    decisions: await decisions(ctx, file),
  };
}

/** GET /api/kyc/{id}/. Looking is an event of its own: one audit row for each look at personal data. */
export async function getCase(ctx: StaffContext, id: ApplicationId): Promise<CaseView> {
  await commitOverdue(ctx.deps, id);
  const file = await getFile(ctx.em, id);
  const shown = await presentCase(ctx, file);
  const em = ctx.deps.orm.em.fork();
  recordAudit({ ...ctx, em }, { action: 'case.viewed', target: { type: 'kyc_application', id } });
  await em.flush();
  return shown;
}
