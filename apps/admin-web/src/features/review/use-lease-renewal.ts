import type { CaseView } from '@ostiary/domain/review';
import { useEffect, useEffectEvent } from 'react';
import { trpc } from '../../lib/trpc.ts';

// The lease runs 15 minutes; asking at every key would be a write at every key.
const renewBelowMs = 12 * 60_000;
const signsOfWork = ['keydown', 'pointerdown', 'wheel'] as const;

/** Renews the lease while its holder works: a sign of work renews it, an empty chair lets it lapse. */
export function useLeaseRenewal(view: CaseView, isEnabled: boolean): void {
  const utils = trpc.useUtils();
  const claim = trpc.review.claim.useMutation({
    onSuccess: (answer) => utils.review.case.setData({ id: view.id }, answer.case),
    onError: () => void utils.review.case.invalidate({ id: view.id }),
  });
  const work = useEffectEvent(() => {
    const leftMs = Date.parse(view.leaseExpiresAt ?? '') - Date.now();
    if (leftMs > 0 && leftMs < renewBelowMs && !claim.isPending) claim.mutate({ id: view.id });
  });
  useEffect(() => {
    if (!isEnabled) return undefined;
    const renew = () => work();
    signsOfWork.forEach((sign) => document.addEventListener(sign, renew, { passive: true }));
    return () => signsOfWork.forEach((sign) => document.removeEventListener(sign, renew));
  }, [isEnabled]);
}
