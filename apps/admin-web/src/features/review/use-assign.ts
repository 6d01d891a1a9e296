import type { AssignInput, AssignResult } from '@ostiary/domain/review';
import { useState } from 'react';
import { trpc } from '../../lib/trpc.ts';
import type { ShownRow } from './queue-list.ts';

export interface Outcome {
  result: AssignResult;
  /** Names by id, as they stood when the cases were given. */
  names: ReadonlyMap<string, string>;
}

/** Gives cases; afterwards those that could not be given stay chosen, so that somebody else can have them. */
export function useAssign(onChosen: (ids: ReadonlySet<string>) => void) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const assign = trpc.desk.assign.useMutation({ onMutate: () => setOutcome(null) });
  const give = (chosen: readonly ShownRow[], to: string | null) => {
    const names = new Map(chosen.map(({ id, name }) => [id, name]));
    assign.mutate(
      // Brands exist at compile time only; the id comes from the server's own list.
      { ids: chosen.map(({ id }) => id), to: to as AssignInput['to'] },
      {
        onSuccess: (result) => {
          setOutcome({ result, names });
          onChosen(new Set(result.refused.map(({ id }) => id)));
        },
      },
    );
  };
  return { give, isPending: assign.isPending, error: assign.error, outcome, forget: () => setOutcome(null) };
}
