import { type FormContent, isDraftPath, type SaveDraftInput } from '@ostiary/domain/requirements';
import type { CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault } from '../../vault.ts';
import { getOwnFile, stateRow } from './case-file.service.ts';
import { draftPlace, formRow } from './form-content.ts';
import { assertOpen } from './requirements.service.ts';

/**
 * Keeps what is being typed, sealed: the row's own fields without the secret ones. A draft is not evidence: it changes no version and
 * leaves no audit row.
 */
export async function saveDraft(ctx: CustomerContext, { code, fields }: SaveDraftInput): Promise<{ savedAt: string }> {
  return inTransaction(ctx, async (tx) => {
    const file = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    assertOpen(file, code);
    const vault = await openVault(tx, tx.actor.id);
    const { row } = stateRow(tx.em, file, code);
    const kept = Object.fromEntries(Object.entries(fields).filter(([path]) => isDraftPath(code, path)));
    row.draftEncrypted = vault.seal(draftPlace(row.id), JSON.stringify(kept));
    row.draftSavedAt = tx.now;
    return { savedAt: tx.now.toISOString() };
  });
}

/** What stands in the forms. Secrets never come back whole. */
export async function getFormContent(ctx: CustomerContext): Promise<FormContent> {
  const file = await getOwnFile(ctx.em, ctx.actor.id);
  const vault = await openVault(ctx, ctx.actor.id);
  const times = file.states.flatMap(({ draftSavedAt }) => (draftSavedAt == null ? [] : [draftSavedAt.getTime()]));
  const consent = file.policy.requirements.find((row) => row.kind === 'consent');
  return {
    rows: Object.fromEntries(
      file.rows.filter(({ kind }) => kind === 'data').map(({ code }) => [code, formRow(file, vault, code)]),
    ),
    country: file.policy.country,
    ownerThreshold: file.policy.ownerThresholdPercent ?? null,
    consentVersion: consent?.textVersion ?? null,
    savedAt: times.length > 0 ? new Date(Math.max(...times)).toISOString() : null,
  };
}
