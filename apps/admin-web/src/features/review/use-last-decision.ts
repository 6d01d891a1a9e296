import { useSessionStorage } from '@mantine/hooks';
import { ApplicationId } from '@ostiary/domain/shared';
import { z } from 'zod';

/** Only what the undo needs: no name of an applicant is left in a browser's storage. */
const LastDecision = z.object({ id: ApplicationId, until: z.iso.datetime() });
type LastDecision = z.infer<typeof LastDecision>;

/** The decision made last in this tab, while it may still be undone; it follows the reviewer to the next case. */
export function useLastDecision() {
  const [stored, keep, forget] = useSessionStorage<unknown>({
    key: 'ostiary.last-decision',
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const read = LastDecision.safeParse(stored);
  return { last: read.success ? read.data : null, keep: (decision: LastDecision) => keep(decision), forget };
}
