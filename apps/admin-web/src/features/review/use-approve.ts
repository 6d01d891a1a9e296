import type { ApproveInput, SecondApproveInput } from '@ostiary/domain/review';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import { trpc } from '../../lib/trpc.ts';
import type { DecisionProps } from './decision-props.ts';

type Heard = Pick<DecisionProps, 'onDecided' | 'onRefused'>;

/** Approving, as the first or the only one; where the risk is high the server asks once more who is there. */
export function useApprove({ onDecided, onRefused }: Heard) {
  const { client } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const approve = useMutation({
    mutationFn: (input: z.input<typeof ApproveInput>) => withStepUp(() => client.review.approve.mutate(input)),
    onSuccess: (result) => onDecided('APPROVE', result),
    onError: onRefused,
  });
  return { approve, dialog };
}

/** The same for the second of two. */
export function useApproveSecond({ onDecided, onRefused }: Heard) {
  const { client } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const approve = useMutation({
    mutationFn: (input: z.input<typeof SecondApproveInput>) =>
      withStepUp(() => client.review.secondApprove.mutate(input)),
    onSuccess: (result) => onDecided('APPROVE', result),
    onError: onRefused,
  });
  return { approve, dialog };
}
