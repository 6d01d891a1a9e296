import type { JudgeInput } from '@ostiary/domain/review';
import { useRef, useState } from 'react';
import { trpc } from '../../lib/trpc.ts';

export type Verdict = Pick<JudgeInput, 'requirement' | 'verdict' | 'reason' | 'note'>;

interface JudgeParts {
  id: string;
  onJudged: (verdict: Verdict) => void;
  onRefused: (error: unknown, verdict: Verdict) => void;
}

/**
 * Sends verdicts one after another, each with the version that the one before it left: keys may be pressed faster than
 * the server answers. After a refusal the verdicts still waiting are dropped, for the reviewer has not seen what changed.
 */
export function useJudge({ id, onJudged, onRefused }: JudgeParts) {
  const utils = trpc.useUtils();
  const { mutateAsync } = trpc.review.judge.useMutation();
  const line = useRef({ tail: Promise.resolve(), round: 0 });
  const [waiting, setWaiting] = useState(0);

  const send = async (verdict: Verdict, round: number) => {
    const version = utils.review.case.getData({ id })?.version;
    if (version === undefined || round !== line.current.round) return;
    try {
      utils.review.case.setData({ id }, await mutateAsync({ id, version, ...verdict }));
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
