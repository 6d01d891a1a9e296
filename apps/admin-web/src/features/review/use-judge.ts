import type { CaseView, JudgeInput } from '@ostiary/domain/review';
import { useEffect, useRef, useState } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { useSee } from './use-shown-case.ts';

export type Verdict = Pick<JudgeInput, 'requirement' | 'verdict' | 'reason' | 'note'>;

interface JudgeParts {
  id: CaseView['id'];
  /** What the reviewer sees. */
  version: number;
  onJudged: (verdict: Verdict) => void;
  onRefused: (error: unknown, verdict: Verdict) => void;
}

/**
 * Sends verdicts one after another, each with the version that the one before it left: keys may be pressed faster than
 * the server answers. After a refusal the verdicts still waiting are dropped, for the reviewer has not seen what changed.
 */
export function useJudge({ id, version, onJudged, onRefused }: JudgeParts) {
  const utils = trpc.useUtils();
  const { see } = useSee(id);
  // Its answer is the whole case: nothing has to be asked for again.
  const { mutateAsync } = trpc.review.judge.useMutation({ meta: { isQuiet: true } });
  const line = useRef({ tail: Promise.resolve(), round: 0, version });
  useEffect(() => {
    line.current.version = Math.max(line.current.version, version);
  }, [version]);
  const [waiting, setWaiting] = useState(0);

  const send = async (verdict: Verdict, round: number) => {
    if (round !== line.current.round) return;
    try {
      const judged = await mutateAsync({ id, version: line.current.version, ...verdict });
      line.current.version = judged.version;
      see(judged);
      utils.review.case.setData({ id }, judged);
      onJudged(verdict);
    } catch (error) {
      line.current.round += 1;
      onRefused(error, verdict);
    }
  };
  const judge = (verdict: Verdict) => {
    const { round } = line.current;
    setWaiting((count) => count + 1);
    line.current.tail = line.current.tail
      .then(() => send(verdict, round))
      .finally(() => setWaiting((count) => count - 1));
  };
  return { judge, isJudging: waiting > 0 };
}
