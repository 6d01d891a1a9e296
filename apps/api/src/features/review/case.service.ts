import { AppUser, Branch, type RequirementStateRow } from '@ostiary/db';
import { REQUIREMENT_TEXT } from '@ostiary/domain/requirements';
import { type CaseView, REASONS, ReasonCode } from '@ostiary/domain/review';
import type { ApplicationId, Language } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { openVault, type Vault } from '../../vault.ts';
import { assertMayRead } from '../access/case-reading.service.ts';
import { veilOf } from '../access/veil.service.ts';
import { readTimeline } from '../application/timeline.service.ts';
import { readNotes } from '../desk/notes.service.ts';
import { presentChecks } from '../identity-checks/case-checks.service.ts';
import { presentDocument } from '../kyc-documents/kyc-documents.service.ts';
import { type CaseFile, getFile } from '../requirements/case-file.service.ts';
import { isGivenCode } from '../requirements/given.service.ts';
import { addressOf, maskedSsn, presentRows, sayAddress } from '../requirements/present.service.ts';
import { readRisk } from '../risk/case-risk.service.ts';
import { compareFacts } from './comparison.ts';
import { readPast } from './doubts.service.ts';
import { readEarlier } from './earlier.service.ts';
import { commitOverdue, readHeld } from './held.service.ts';
import { recordCaseLook } from './looks.service.ts';
import { presentDecisions } from './present-decisions.ts';
import { queueItem } from './queue-item.ts';
import { readSecondApproval } from './second-approval.service.ts';
import { HIDDEN, seesPerson, shownSummary } from './sees-person.ts';

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

function judgedReason(
  state: RequirementStateRow | undefined,
  refusalReason: string | null,
  { vault, language }: { readonly vault: Vault; readonly language: Language },
) {
  const code = ReasonCode.safeParse(refusalReason);
  if (!code.success) return null;
  const note = state?.noteEncrypted == null ? null : vault.read(notePlace(state.id), state.noteEncrypted);
  return { code: code.data, label: REASONS[code.data].label[language], note };
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
      // The address is for the lease holder and second approvers.
      summary:
        row.code === 'address' && !seesPerson(ctx, file)
          ? null
          : shownSummary(ctx, row.code, shown[index]?.summary ?? null),
      isChecking: row.isChecking,
      reason: judgedReason(state, row.refusalReason, { vault, language: ctx.request.language }),
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
      value: veilOf(ctx).name([customer.firstName, customer.lastName].filter(Boolean).join(' ')),
    },
    {
      requirement: 'identity',
      label: 'dateOfBirth',
      value: customer.dateOfBirth == null ? '' : open ? customer.dateOfBirth : HIDDEN,
    },
    { requirement: 'address', label: 'address', value: address === null ? '' : open ? sayAddress(address) : HIDDEN },
    { requirement: 'ssn', label: 'ssn', value: maskedSsn(file, vault) ?? '' },
    ...presentRows(file, { vault, language: ctx.request.language }).flatMap(({ code, summary }) =>
      isGivenCode(code) ? [{ requirement: code, label: code, value: shownSummary(ctx, code, summary) ?? '' }] : [],
    ),
    { requirement: 'consent', label: 'consent', value: file.application.consentVersion ?? '' },
  ] as const;
  return values.filter(({ value }) => value !== '');
}

/** The case's line in the queue, with every name that the case speaks of. */
async function lineOf(ctx: StaffContext, { application, customer, policy }: CaseFile, people: Reading['people']) {
  const { branchId } = application;
  const branch = branchId == null ? null : ((await ctx.em.findOne(Branch, { id: branchId }))?.name ?? null);
  return queueItem({ application, customer, policy, branch, people, now: ctx.now, veil: veilOf(ctx) });
}

/** People name their files after themselves. */
function documents({ ctx, file, vault }: Reading): CaseView['documents'] {
  const { isDrawn } = veilOf(ctx);
  const shown = file.documents.map((document) => presentDocument(document, vault, ctx.request.language));
  return isDrawn ? shown.map((document) => ({ ...document, fileName: HIDDEN })) : shown;
}

async function timeline(ctx: StaffContext, { application, user }: CaseFile): Promise<CaseView['timeline']> {
  const lines = await readTimeline(ctx.em, application.id, {
    reader: 'staff',
    language: ctx.request.language,
  });
  const veil = veilOf(ctx);
  return lines.map((line) => (line.by === user.username ? { ...line, by: veil.name(line.by) } : line));
}

/** The case as this person may see it. */
export async function presentCase(ctx: StaffContext, file: CaseFile): Promise<CaseView> {
  const { application, customer, user, policy } = file;
  const vault = await openVault(ctx, customer.id);
  const past = await readPast(ctx, file);
  const people = await namesOf(ctx, [
    application.claimedBy,
    application.assignedTo,
    ...file.states.map((state) => state.judgedBy),
    ...past.decisions.flatMap(({ decidedBy, voidedBy }) => [decidedBy, voidedBy]),
  ]);
  const reading = { ctx, file, vault, people };
  const veil = veilOf(ctx);
  return {
    ...(await lineOf(ctx, file, people)),
    version: application.version,
    email: veil.email(user.email),
    phoneNumber: veil.phone(user.phoneNumber ?? ''),
    policy: { code: policy.code, version: policy.version, title: policy.title },
    isMine:
      application.claimedBy === ctx.actor.id &&
      application.leaseExpiresAt != null &&
      application.leaseExpiresAt > ctx.now,
    lapses: application.leaseLapses,
    requirements: requirements(reading),
    data: data(reading),
    documents: documents(reading),
    ...(await readRisk(ctx, file, vault)),
    earlier: await readEarlier(ctx, file),
    comparison: compareFacts(ctx, file, vault),
    notes: await readNotes(ctx, file, vault),
    held: await readHeld(ctx, file),
    secondApproval: await readSecondApproval(ctx, file, past),
    alerts: [...past.alerts],
    checks: presentChecks(file, ctx.request.language),
    timeline: await timeline(ctx, file),
    decisions: presentDecisions(past.decisions, people, { vault, language: ctx.request.language }),
  };
}

/** GET /api/kyc/{id}/. Looking is an event of its own: see `recordCaseLook`. Throws as `assertMayRead`. */
export async function getCase(ctx: StaffContext, id: ApplicationId): Promise<CaseView> {
  await commitOverdue(ctx.deps, id);
  const file = await getFile(ctx.em, id);
  assertMayRead(ctx, file.application);
  const shown = await presentCase(ctx, file);
  await recordCaseLook(ctx, id);
  return shown;
}
