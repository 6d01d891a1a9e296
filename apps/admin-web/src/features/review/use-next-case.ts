import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { paths } from '../../app/paths.ts';
import { trpc } from '../../lib/trpc.ts';

/** Claims the most urgent case and opens it; says so when nothing waits. */
export function useNextCase() {
  const navigate = useNavigate();
  const utils = trpc.useUtils();
  const [isNothingWaiting, setNothingWaiting] = useState(false);
  const next = trpc.review.next.useMutation({
    onMutate: () => setNothingWaiting(false),
    onSuccess: ({ case: found }) => {
      if (!found) return setNothingWaiting(true);
      utils.review.case.setData({ id: found.id }, found);
      void navigate({ to: paths.case, params: { id: found.id } });
    },
  });
  return {
    open: () => {
      if (!next.isPending) next.mutate();
    },
    isPending: next.isPending,
    error: next.error,
    isNothingWaiting,
  };
}
