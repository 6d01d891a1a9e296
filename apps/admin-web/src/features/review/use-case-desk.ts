import type { RequirementCode } from '@ostiary/domain/requirements';
import type { CaseRequirement, CaseView, ReasonCode } from '@ostiary/domain/review';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { announce } from './announcements.tsx';
import { type CaseRefusal, readCaseRefusal } from './case-notice.ts';
import { isJudgeable, nextOpen } from './case-standing.ts';
import { forgetDraft, refusalDraft } from './drafts.ts';
import { useJudge, type Verdict } from './use-judge.ts';
import { useSee } from './use-shown-case.ts';

/** The reviewer's place in a case: the row in hand, and whether they are refusing it. */
function usePlace(view: CaseView) {
  const { t } = useTranslation('review');
  const rows = view.requirements;
  const [current, setCurrent] = useState(() => nextOpen(rows, undefined));
  const [isRefusing, setRefusing] = useState(false);
  const row = rows.find(({ code }) => code === current) ?? rows[0];
  const select = (code: RequirementCode | undefined) => {
    setCurrent(code);
    setRefusing(false);
  };
  const sayRow = ({ title, state, isChecking }: CaseRequirement) =>
    announce(t('said.row', { title, state: t(`state.${isChecking ? 'checking' : state}`) }));
  const move = (by: 1 | -1) => {
    const at = rows.findIndex(({ code }) => code === row?.code);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    select(next?.code);
    if (next) sayRow(next);
  };
  return { row, select, move, isRefusing, setRefusing };
}

/** Why the server refused, and what a verdict did, read out. */
function useNotices(view: CaseView) {
  const { t } = useTranslation('review');
  const utils = trpc.useUtils();
  const { look } = useSee(view.id);
  const [refusal, setRefusal] = useState<CaseRefusal | null>(null);
  const titleOf = (code: RequirementCode) => view.requirements.find((row) => row.code === code)?.title ?? code;
  const onRefused = (error: unknown) => {
    const why = readCaseRefusal(error);
    setRefusal(why);
    // What is on the screen is out of date: show how things stand, at the same place.
    if (why.kind === 'changed') look();
    else void utils.review.case.invalidate({ id: view.id });
  };
  const onJudged = ({ requirement, verdict }: Verdict) => {
    setRefusal((was) => (was?.kind === 'changed' ? was : null));
    forgetDraft(refusalDraft(view.id, requirement));
    announce(t(`said.${verdict}`, { title: titleOf(requirement) }));
  };
  return { refusal, setRefusal, onRefused, onJudged };
}

/** Everything the case screen remembers and does; `canDecide` is false for readers and lapsed leases. */
export function useCaseDesk(view: CaseView, canDecide: boolean) {
  const place = usePlace(view);
  const { onJudged, ...notices } = useNotices(view);
  const { row, select, setRefusing } = place;
  const { judge, isJudging } = useJudge({
    id: view.id,
    version: view.version,
    onJudged,
    onRefused: (error, verdict) => {
      select(verdict.requirement);
      // The panel opens again with the note that was typed.
      setRefusing(verdict.verdict === 'refuse');
      notices.onRefused(error);
    },
  });
  const canJudge = canDecide && row !== undefined && isJudgeable(row);
  const accept = () => {
    if (!canJudge) return;
    if (row.state !== 'accepted') judge({ requirement: row.code, verdict: 'accept' });
    select(nextOpen(view.requirements, row.code));
  };
  const refuse = (reason: ReasonCode, note: string) => {
    if (!canJudge) return;
    judge({ requirement: row.code, verdict: 'refuse', reason, note: note || undefined });
    select(nextOpen(view.requirements, row.code));
  };
  const clear = () => canJudge && judge({ requirement: row.code, verdict: 'clear' });
  const startRefusing = () => canJudge && setRefusing(true);
  return { ...place, ...notices, canJudge, isJudging, accept, refuse, clear, startRefusing };
}

export type CaseDeskState = ReturnType<typeof useCaseDesk>;
