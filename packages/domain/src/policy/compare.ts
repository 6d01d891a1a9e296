import { z } from 'zod';
import { RequirementCode } from '../requirements/code.ts';
import type { Told } from '../shared/index.ts';
import type { Policy, PolicyRequirement } from './policy.ts';
import { saysAdded, saysChanged, saysMoved, saysRemoved, SAYS, type Subject } from './sentences.ts';

/** One difference between two policies, as data and as a sentence in each language. */
export const PolicyChange = z.strictObject({
  kind: z.enum(['added', 'removed', 'moved', 'changed']),
  /** `dueHours`, `requirements.photo_id`, `requirements.photo_id.accepts`: rows by code, not by place. */
  path: z.string(),
  requirement: RequirementCode.nullable(),
  text: z.strictObject({ en: z.string(), hi: z.string() }),
});
export type PolicyChange = z.infer<typeof PolicyChange>;

/** What one part says: comparable, and in words. */
interface Part {
  readonly key: string;
  readonly words: Told;
}

const part = (value: unknown, words: Told): Part => ({ key: JSON.stringify(value) ?? '', words });
/** For lists whose order says nothing. */
const setPart = (values: readonly string[] | undefined, words: Told): Part => part(values?.toSorted(), words);

type Parts = Partial<Record<Subject, Part>>;

function policyParts(policy: Policy): Parts {
  return {
    title: part(policy.title, SAYS.text(policy.title)),
    country: part(policy.country, SAYS.text(policy.country)),
    applicantKind: part(policy.applicantKind, SAYS.text(policy.applicantKind)),
    dueHours: part(policy.dueHours, SAYS.hours(policy.dueHours)),
    ownerThresholdPercent: part(policy.ownerThresholdPercent, SAYS.percent(policy.ownerThresholdPercent)),
    secondApprovalAt: setPart(policy.secondApprovalAt, SAYS.bands(policy.secondApprovalAt)),
    checks: setPart(policy.checks, SAYS.checks(policy.checks)),
  };
}

/** The parts of one row; the page of a version shows the same ones. */
export function rowParts(row: PolicyRequirement): Parts {
  const kind = part(row.kind, SAYS.text(row.kind));
  switch (row.kind) {
    case 'contact':
      return { kind };
    case 'consent':
      return { kind, textVersion: part(row.textVersion, SAYS.text(row.textVersion)) };
    case 'data':
      return {
        kind,
        alternative: part(row.alternative, SAYS.alternative(row.alternative)),
        atRisk: setPart(row.atRisk, SAYS.asked(row.atRisk)),
      };
    case 'document':
      return {
        kind,
        accepts: setPart(
          row.accepts.map(({ type, sides }) => `${type} ${sides.toSorted().join(' ')}`),
          SAYS.accepts(row.accepts),
        ),
        maxAgeDays: part(row.maxAgeDays, SAYS.days(row.maxAgeDays)),
        atRisk: setPart(row.atRisk, SAYS.asked(row.atRisk)),
      };
  }
}

const ABSENT = part(undefined, SAYS.nothing);

function changedParts(from: Parts, to: Parts, requirement: RequirementCode | null): PolicyChange[] {
  // Both hold subjects only.
  const subjects = Object.keys({ ...from, ...to }) as Subject[];
  return subjects.flatMap((subject) => {
    const [one, other] = [from[subject] ?? ABSENT, to[subject] ?? ABSENT];
    if (one.key === other.key) return [];
    const path = requirement === null ? subject : `requirements.${requirement}.${subject}`;
    return [{ kind: 'changed', path, requirement, text: saysChanged(subject, requirement, [one.words, other.words]) }];
  });
}

/** Longest run of rows that keeps its order; the rows outside it are the ones that moved. */
function unmoved(places: readonly number[]): ReadonlySet<number> {
  const runs: number[][] = [];
  for (const [at, place] of places.entries()) {
    const before = runs.slice(0, at).filter((run) => (run.at(-1) ?? -1) < place);
    const longest = before.reduce<readonly number[]>((best, run) => (run.length > best.length ? run : best), []);
    runs.push([...longest, place]);
  }
  return new Set(runs.reduce<readonly number[]>((best, run) => (run.length > best.length ? run : best), []));
}

const codesOf = (rows: readonly PolicyRequirement[]) => rows.map(({ code }) => code);

function movedRows(from: Policy, to: Policy): PolicyChange[] {
  const [old, now] = [codesOf(from.requirements), codesOf(to.requirements)];
  const kept = now.filter((code) => old.includes(code));
  const still = unmoved(kept.map((code) => old.indexOf(code)));
  return kept
    .filter((code) => !still.has(old.indexOf(code)))
    .map((code) => ({
      kind: 'moved',
      path: `requirements.${code}`,
      requirement: code,
      text: saysMoved(code, now[now.indexOf(code) - 1] ?? null),
    }));
}

function rowChanges(from: Policy, to: Policy): PolicyChange[] {
  const [old, now] = [codesOf(from.requirements), codesOf(to.requirements)];
  const told = (kind: 'added' | 'removed', code: RequirementCode): PolicyChange => ({
    kind,
    path: `requirements.${code}`,
    requirement: code,
    text: kind === 'added' ? saysAdded(code) : saysRemoved(code),
  });
  const parts = to.requirements.flatMap((row) => {
    const before = from.requirements.find(({ code }) => code === row.code);
    return before ? changedParts(rowParts(before), rowParts(row), row.code) : [told('added', row.code)];
  });
  const removed = old.filter((code) => !now.includes(code)).map((code) => told('removed', code));
  return [...removed, ...parts];
}

/**
 * What changes for new applications when `to` follows `from`: rows added, removed, moved or changed, and the rest of the
 * policy. Empty when both say the same; version numbers and the order of lists that have none do not count.
 */
export function comparePolicies(from: Policy, to: Policy): PolicyChange[] {
  return [...changedParts(policyParts(from), policyParts(to), null), ...rowChanges(from, to), ...movedRows(from, to)];
}
