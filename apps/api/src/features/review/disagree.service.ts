import { KycNote } from '@ostiary/db';
import type { DecisionResult, DisagreeInput } from '@ostiary/domain/review';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { inTurn } from '../../turns.ts';
import { openVault } from '../../vault.ts';
import { type CaseFile, getFile } from '../requirements/case-file.service.ts';
import { assertSecondApprover } from './decider.ts';
import { voidFirst } from './evidence-changed.service.ts';
import { prepare } from './prepare.ts';

async function addNote(tx: StaffContext, { application, customer }: CaseFile, note: string): Promise<void> {
  const vault = await openVault(tx, customer.id);
  const id = uuidv7();
  const bodyEncrypted = vault.seal({ table: 'kyc_note', column: 'body_encrypted', rowId: id }, note);
  const facts = { id, applicationId: application.id, authorId: tx.actor.id, bodyEncrypted, createdAt: tx.now };
  tx.em.persist(tx.em.create(KycNote, facts));
}

/** The case goes back to the queue, and the note says why: it is read on the case, by staff alone. */
export async function disagree(ctx: StaffContext, { id, version, note }: DisagreeInput): Promise<DecisionResult> {
  await prepare(ctx, id);
  return inTurn(id, () =>
    inTransaction(ctx, async (tx) => {
      const file = await getFile(tx.em, id, { forUpdate: true });
      await assertSecondApprover(tx, file, { version, now: tx.now });
      await addNote(tx, file, note);
      const ending = { event: 'second_disagree', by: 'second_approver', because: 'DISAGREED' } as const;
      await voidFirst(tx, file, { ...ending, facts: { by: tx.actor.name } });
      const { status, version: newVersion } = file.application;
      return { id, status, version: newVersion, heldUntil: null };
    }),
  );
}
