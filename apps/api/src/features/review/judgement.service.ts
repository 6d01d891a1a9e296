import type { CaseView, JudgeInput } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { inTurn } from '../../turns.ts';
import { openVault } from '../../vault.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { getFile, touch } from '../requirements/case-file.service.ts';
import { presentCase } from './case.service.ts';
import { assertDecider } from './decider.ts';
import { commitOverdue } from './held.service.ts';
import { applyVerdict } from './verdict.ts';

/** Accepts or refuses one requirement, or takes the judgement back. Only the lease holder, only on what the screen showed. */
export async function judgeRequirement(ctx: StaffContext, input: JudgeInput): Promise<CaseView> {
  await commitOverdue(ctx.deps, input.id);
  return inTurn(input.id, () =>
    inTransaction(ctx, async (tx) => {
      const file = await getFile(tx.em, input.id, { forUpdate: true });
      await assertDecider(tx, file, { version: input.version, now: tx.now });
      const vault = await openVault(tx, file.customer.id);
      const judged = applyVerdict(tx, { file, vault }, input);
      touch(file.application, tx.now);
      const { requirement, verdict, reason } = input;
      recordAudit(tx, {
        action: 'requirement.judged',
        target: { type: 'kyc_application', id: input.id },
        after: { requirement, verdict, reason: reason ?? null, version: file.application.version },
      });
      await tx.em.flush();
      return presentCase(tx, judged);
    }),
  );
}
