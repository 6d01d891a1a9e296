import type { KycDecision } from '@ostiary/db';
import { type CaseView, REASONS } from '@ostiary/domain/review';
import type { Language } from '@ostiary/domain/shared';
import type { Vault } from '../../vault.ts';
import { decisionNotePlace } from './decision-settle.ts';

/** What was decided so far, with what colleagues wrote; for staff alone. Those that count no more say why. */
export function presentDecisions(
  decisions: readonly KycDecision[],
  people: ReadonlyMap<string, string>,
  { vault, language }: { readonly vault: Vault; readonly language: Language },
): CaseView['decisions'] {
  return decisions.map(({ id, kind, stage, decidedBy, decidedAt, reasons, noteEncrypted, ...voided }) => ({
    kind,
    stage,
    decidedBy: people.get(decidedBy) ?? '',
    decidedAt: decidedAt.toISOString(),
    reasons: reasons.map(({ requirement, code }) => ({ requirement, code, label: REASONS[code].label[language] })),
    note: noteEncrypted == null ? null : vault.read(decisionNotePlace(id), noteEncrypted),
    voided:
      voided.voidedAt == null
        ? null
        : {
            because: voided.voidedBecause ?? null,
            by: voided.voidedBy == null ? null : (people.get(voided.voidedBy) ?? ''),
          },
  }));
}
