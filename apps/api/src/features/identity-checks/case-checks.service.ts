import type { IdentityCheck } from '@ostiary/db';
import { type CaseCheck, checkSentence } from '@ostiary/domain/identity-checks';
import type { Language } from '@ostiary/domain/shared';
import type { CaseFile } from '../requirements/case-file.service.ts';

/** The newest check of each kind and row: older ones are about data that was replaced. */
export function newestChecks({ checks }: Pick<CaseFile, 'checks'>): IdentityCheck[] {
  const seen = new Set<string>();
  return checks.filter(({ kind, requirement }) => {
    const mark = `${kind} ${requirement}`;
    const isNewest = !seen.has(mark);
    seen.add(mark);
    return isNewest;
  });
}

/** For staff only: a customer must not learn of a list entry. */
export function presentChecks(file: Pick<CaseFile, 'checks'>, language: Language): CaseCheck[] {
  return newestChecks(file).map(({ kind, requirement, state, provider, reference, evidence, finishedAt }) => ({
    kind,
    requirement,
    state,
    provider,
    reference: reference ?? null,
    evidence: (evidence?.facts ?? []).map((fact) => checkSentence(fact, language)),
    finishedAt: finishedAt?.toISOString() ?? null,
  }));
}
