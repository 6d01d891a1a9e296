import { useDebouncedValue } from '@mantine/hooks';
import type { CaseView } from '@ostiary/domain/review';
import { useEffect, useEffectEvent, useState } from 'react';
import { live } from '../../lib/live.ts';
import { trpc } from '../../lib/trpc.ts';

// The news of one's own doing may come before its answer.
const settleMs = 1_500;

/**
 * Hears of changes. A case in other hands is read again at once; one's own is not changed under the eyes: true until the
 * reviewer asks to see what is new.
 * @param came the newest version that was read, shown or not
 */
export function useCaseEvents({ id, version, isMine }: CaseView, came: number): boolean {
  const utils = trpc.useUtils();
  const [newest, setNewest] = useState(version);
  const isStale = isMine && Math.max(newest, came) > version;
  const onEvent = useEffectEvent((heard: { version: number } | 'notes' | 'resync') => {
    if (typeof heard === 'object') setNewest((was) => Math.max(was, heard.version));
    const isNews = typeof heard === 'object' ? heard.version > version : true;
    if (isNews && (!isMine || (heard === 'notes' && !isStale))) void utils.review.case.invalidate({ id });
  });
  useEffect(
    () =>
      live.onEvent((event) => {
        if (event.kind === 'resync') onEvent('resync');
        else if (event.kind === 'notes' && event.id === id) onEvent('notes');
        else if (event.kind === 'case' && event.id === id) onEvent({ version: event.version });
      }),
    [id],
  );
  const [wasStale] = useDebouncedValue(isStale, settleMs);
  return isStale && wasStale;
}
