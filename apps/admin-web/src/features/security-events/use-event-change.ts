import type { SecurityEventView } from '@ostiary/domain/security-events';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';

type Client = ReturnType<typeof trpc.useUtils>['client'];

/**
 * One change of an event: its answer is the event's new state; a refusal reads it again, and the caller keeps what was
 * typed.
 */
export function useEventChange<Input>(
  id: SecurityEventView['id'],
  change: (client: Client, input: Input) => Promise<SecurityEventView>,
) {
  const { client, securityEvents } = trpc.useUtils();
  return useMutation({
    mutationFn: (input: Input) => change(client, input),
    // Said beside the button.
    meta: { isQuiet: true },
    onSuccess: async (view) => {
      securityEvents.get.setData({ id }, view);
      await Promise.all([securityEvents.list.invalidate(), securityEvents.counts.invalidate()]);
    },
    onError: () => securityEvents.invalidate(),
  });
}
