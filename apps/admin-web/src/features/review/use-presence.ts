import type { CaseView, PresenceView } from '@ostiary/domain/review';
import { useEffect, useState } from 'react';
import { trpc } from '../../lib/trpc.ts';

// The server forgets who was silent for half a minute.
const beatMs = 10_000;

/** Says that this person looks at the case, and learns who else does. */
export function usePresence(id: CaseView['id']): PresenceView['others'] {
  const { client } = trpc.useUtils();
  const [others, setOthers] = useState<PresenceView['others']>([]);
  useEffect(() => {
    let isHere = true;
    // Nobody waits for this: a beat that is lost is made good by the next one.
    const beat = () =>
      client.desk.presence.mutate({ id }).then(
        (seen) => isHere && setOthers(seen.others),
        () => undefined,
      );
    void beat();
    const timer = setInterval(() => void beat(), beatMs);
    return () => {
      isHere = false;
      clearInterval(timer);
      client.desk.leave.mutate({ id }).catch(() => undefined);
    };
  }, [client, id]);
  return others;
}
