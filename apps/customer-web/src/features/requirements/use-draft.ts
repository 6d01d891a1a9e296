import type { DraftCode } from '@ostiary/domain/requirements';
import { useEffect, useEffectEvent, useRef } from 'react';
import { trpc } from '../../lib/trpc.ts';

const pauseMs = 600;

type Fields = Record<string, string>;

/**
 * Keeps what is being typed on the server, a moment after the last key. `settle` drops what waits, before the whole
 * row is saved; leaving the page sends it at once.
 */
export function useDraft(code: DraftCode, values: Fields) {
  const save = trpc.requirements.saveDraft.useMutation({ meta: { isQuiet: true } });
  const text = JSON.stringify(values);
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
  useEffect(() => () => send(), []);
  const state: 'none' | 'saving' | 'saved' | 'failed' = save.isPending
    ? 'saving'
    : save.isError
      ? 'failed'
      : save.isSuccess
        ? 'saved'
        : 'none';
  return { state, settle: () => (waiting.current = null) };
}
