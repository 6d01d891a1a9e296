import type { QueuePage } from '@ostiary/domain/review';
import { useState } from 'react';
import { keepInPlace, showAll, type ShownList } from './queue-list.ts';

interface Answer {
  /** What was asked; another question shows its whole answer. */
  question: string;
  page: QueuePage;
  /** Not from the memory of an earlier visit, nor the page of the question before: somebody is reading this one. */
  isFresh: boolean;
}

interface Kept extends Answer {
  list: ShownList;
}

function follow(kept: Kept, answer: Answer): ShownList {
  const isBeingRead = kept.isFresh && kept.question === answer.question && kept.list.rows.length > 0;
  return isBeingRead ? keepInPlace(kept.list, answer.page) : showAll(answer.page);
}

/** The answer to one question as it stands on the screen: later answers change it in place, `show` takes the newest whole. */
export function useQueueList(answer: Answer) {
  const [kept, setKept] = useState<Kept>(() => ({ ...answer, list: showAll(answer.page) }));
  const { question, page, isFresh } = answer;
  let now = kept;
  // Set while rendering, so that no frame shows the answer to another question.
  if (kept.question !== question || kept.page !== page || kept.isFresh !== isFresh) {
    now = { ...answer, list: follow(kept, answer) };
    setKept(now);
  }
  return { ...now.list, show: () => setKept({ ...answer, list: showAll(page) }) };
}
