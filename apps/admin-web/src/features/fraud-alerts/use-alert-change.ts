import type { AlertView } from '@ostiary/domain/fraud-alerts';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';

type Client = ReturnType<typeof trpc.useUtils>['client'];

/**
 * One change of an alert: its answer is the alert's new state; a refusal reads it again, and the caller keeps what was
 * typed.
 */
export function useAlertChange<Input>(
  alertId: AlertView['alertId'],
  change: (client: Client, input: Input) => Promise<AlertView>,
) {
  const { client, fraudAlerts } = trpc.useUtils();
  return useMutation({
    mutationFn: (input: Input) => change(client, input),
    // Said beside the button.
    meta: { isQuiet: true },
    onSuccess: async (view) => {
      fraudAlerts.get.setData({ alertId }, view);
      await fraudAlerts.list.invalidate();
    },
    onError: () => fraudAlerts.invalidate(),
  });
}
