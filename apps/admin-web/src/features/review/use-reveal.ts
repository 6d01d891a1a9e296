import type { Revealed, RevealInput } from '@ostiary/domain/data-protection';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { trpc } from '../../lib/trpc.ts';

/** Numbers in the open: in this component's memory only, until their time is over or the reader leaves. */
export function useReveal() {
  const { client } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const [shown, setShown] = useState<Revealed | null>(null);
  const ask = useMutation({
    mutationFn: (input: RevealInput) => withStepUp(() => client.customers.reveal.mutate(input)),
    gcTime: 0,
    meta: { isQuiet: true },
    onSuccess: setShown,
  });
  const { reset } = ask;
  useEffect(() => {
    if (!shown) return;
    const hide = () => {
      setShown(null);
      reset();
    };
    const timer = setTimeout(hide, Math.max(0, Date.parse(shown.expiresAt) - Date.now()));
    return () => clearTimeout(timer);
  }, [shown, reset]);
  const hide = () => {
    setShown(null);
    reset();
  };
  return { ask, shown, hide, dialog };
}
