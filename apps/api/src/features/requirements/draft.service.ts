import type { DraftCode, FormContent, SaveDraftInput } from '@ostiary/domain/requirements';
import { DraftFields } from '@ostiary/domain/requirements';
import type { CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault, type Vault } from '../../vault.ts';
import { type CaseFile, getOwnFile, stateRow } from './case-file.service.ts';
import { addressOf, maskedSsn } from './present.service.ts';
import { assertOpen } from './requirements.service.ts';

const place = (rowId: string) => ({ table: 'requirement_state', column: 'draft_encrypted', rowId });

/** Keeps what is being typed, sealed. A draft is not evidence: it changes no version and leaves no audit row. */
export async function saveDraft(ctx: CustomerContext, { code, fields }: SaveDraftInput): Promise<{ savedAt: string }> {
  return inTransaction(ctx, async (tx) => {
    const file = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    assertOpen(file, code);
    const vault = await openVault(tx, tx.actor.id);
    const { row } = stateRow(tx.em, file, code);
    row.draftEncrypted = vault.seal(place(row.id), JSON.stringify(fields));
    row.draftSavedAt = tx.now;
    return { savedAt: tx.now.toISOString() };
  });
}

function saved(file: CaseFile, vault: Vault): Record<DraftCode, Record<string, string>> {
  const { firstName, lastName, dateOfBirth } = file.customer;
  const address = addressOf(file, vault);
  const words = (fields: Record<string, string | null | undefined>) =>
    Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value == null ? [] : [[key, value]])));
  return { identity: words({ firstName, lastName, dateOfBirth }), address: words(address ?? {}) };
}

/** What stands in the forms: the draft where there is one, else what was given. The SSN never comes back whole. */
export async function getFormContent(ctx: CustomerContext): Promise<FormContent> {
  const file = await getOwnFile(ctx.em, ctx.actor.id);
  const vault = await openVault(ctx, ctx.actor.id);
  const drafts = new Map(
    file.states.flatMap(({ id, code, draftEncrypted }) =>
      draftEncrypted == null
        ? []
        : [[code, DraftFields.parse(JSON.parse(vault.open(place(id), draftEncrypted)))] as const],
    ),
  );
  const standing = saved(file, vault);
  const times = file.states.flatMap(({ draftSavedAt }) => (draftSavedAt == null ? [] : [draftSavedAt.getTime()]));
  return {
    identity: drafts.get('identity') ?? standing.identity,
    address: drafts.get('address') ?? standing.address,
    ssnLastFour: maskedSsn(file, vault)?.slice(-4) ?? null,
    savedAt: times.length > 0 ? new Date(Math.max(...times)).toISOString() : null,
  };
}
