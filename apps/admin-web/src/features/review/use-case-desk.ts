import type { RequirementCode } from '@ostiary/domain/requirements';
import type { CaseView, ReasonCode } from '@ostiary/domain/review';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { type CaseRefusal, readCaseRefusal } from './case-notice.ts';
import { isJudgeable, nextOpen } from './case-standing.ts';
import { useJudge, type Verdict } from './use-judge.ts';

/** The reviewer's place in a case: the row in hand, whether they are refusing it, what was said last. */
function usePlace(view: CaseView) {
  const rows = view.requirements;
  const [current, setCurrent] = useState(() => nextOpen(rows, undefined));
  const [isRefusing, setRefusing] = useState(false);
  const row = rows.find(({ code }) => code === current) ?? rows[0];
  const select = (code: RequirementCode | undefined) => {
    setCurrent(code);
    setRefusing(false);
  };
  const move = (by: 1 | -1) => {
    const at = rows.findIndex(({ code }) => code === row?.code);
    select(rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.code);
  };
  return { row, select, move, isRefusing, setRefusing };
}

/** What was said last, and why the server refused; both are read out. */
function useNotices(view: CaseView) {
  const { t } = useTranslation('review');
  const utils = trpc.useUtils();
  const [refusal, setRefusal] = useState<CaseRefusal | null>(null);
  const [said, say] = useState('');
  const titleOf = (code: RequirementCode) => view.requirements.find((row) => row.code === code)?.title ?? code;
  const onRefused = (error: unknown) => {
    setRefusal(readCaseRefusal(error));
    // What is on the screen is out of date: show how things stand, at the same place.
    void utils.review.case.invalidate({ id: view.id });
  };
  const onJudged = ({ requirement, verdict }: Verdict) => {
    setRefusal((was) => (was?.kind === 'changed' ? was : null));
    say(t(`said.${verdict}`, { title: titleOf(requirement) }));
  };
  return { refusal, setRefusal, said, say, onRefused, onJudged };
}

/** Everything the case screen remembers and does; `canDecide` is false for readers and lapsed leases. */
export function useCaseDesk(view: CaseView, canDecide: boolean) {
  const place = usePlace(view);
  const { onJudged, ...notices } = useNotices(view);
  const { row, select, setRefusing } = place;
  const { judge, isJudging } = useJudge({
    id: view.id,
    onJudged,
    onRefused: (error, verdict) => {
      select(verdict.requirement);
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
