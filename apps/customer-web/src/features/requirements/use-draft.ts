import type { DraftCode } from '@ostiary/domain/requirements';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { trpc } from '../../lib/trpc.ts';

const pauseMs = 600;

type Fields = Record<string, string>;
type DraftState = 'none' | 'saving' | 'saved' | 'failed';

/**
 * Keeps what is being typed on the server, a moment after the last key, one saving after the other. `settle` drops what
 * waits, before the whole row is saved; leaving the page, or the tab, sends it at once.
 */
export function useDraft(code: DraftCode, values: Fields) {
  const text = JSON.stringify(values);
  const [kept, setKept] = useState(text);
  const save = trpc.requirements.saveDraft.useMutation({
    meta: { isQuiet: true },
    scope: { id: `draft ${code}` },
    onSuccess: (_, { fields }) => setKept(JSON.stringify(fields)),
  });
  const known = useRef(text);
  const waiting = useRef<Fields | null>(null);
  const send = useEffectEvent(() => {
    if (waiting.current) save.mutate({ code, fields: waiting.current });
    waiting.current = null;
  });
  useEffect(() => {
    if (text === known.current) return undefined;
    known.current = text;
    // Written by JSON.stringify above.
    waiting.current = JSON.parse(text) as Fields;
    const timer = setTimeout(() => send(), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') send();
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      send();
    };
  }, []);
  const isFailed = save.isError && !save.isPending;
  const state: DraftState = isFailed ? 'failed' : text !== kept ? 'saving' : save.isSuccess ? 'saved' : 'none';
  return { state, settle: () => (waiting.current = null) };
}
