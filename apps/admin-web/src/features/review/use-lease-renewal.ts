import type { CaseView } from '@ostiary/domain/review';
import { useEffect, useEffectEvent } from 'react';
import { trpc } from '../../lib/trpc.ts';

// The lease runs 15 minutes; asking at every key would be a write at every key.
const renewBelowMs = 12 * 60_000;
const signsOfWork = ['keydown', 'pointerdown', 'wheel'] as const;

/** Keeps the case: the new end goes straight into what the screen shows. */
export function useRenew(id: CaseView['id']) {
  const utils = trpc.useUtils();
  return trpc.desk.renew.useMutation({
    meta: { isQuiet: true },
    onSuccess: ({ leaseExpiresAt }) =>
      utils.review.case.setData({ id }, (view) => (view ? { ...view, leaseExpiresAt } : view)),
    onError: () => void utils.review.case.invalidate({ id }),
  });
}

/** Renews the lease while its holder works: a sign of work renews it, an empty chair lets it lapse. */
export function useLeaseRenewal(view: CaseView, isEnabled: boolean): void {
  const renew = useRenew(view.id);
  const work = useEffectEvent(() => {
    const leftMs = Date.parse(view.leaseExpiresAt ?? '') - Date.now();
    if (leftMs > 0 && leftMs < renewBelowMs && !renew.isPending) renew.mutate({ id: view.id });
  });
  useEffect(() => {
    if (!isEnabled) return undefined;
    const onWork = () => work();
    signsOfWork.forEach((sign) => document.addEventListener(sign, onWork, { passive: true }));
    return () => signsOfWork.forEach((sign) => document.removeEventListener(sign, onWork));
  }, [isEnabled]);
}
