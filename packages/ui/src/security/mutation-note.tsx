import { useEffect, useRef } from 'react';
import { Callout } from '../callout.tsx';
import { useWords } from './use-words.ts';
import classes from './security.module.css';

interface MutationNoteProps {
  mutation: { isSuccess: boolean; isError: boolean; error: unknown };
  /** Said once it is done; the row that was acted on is gone then, so this takes the focus. */
  done?: string;
}

/** How an action of a row ended. */
export function MutationNote({ mutation, done }: MutationNoteProps) {
  const { sayError } = useWords();
  const note = useRef<HTMLDivElement>(null);
  const isSaid = mutation.isSuccess && Boolean(done);
  useEffect(() => {
    if (isSaid) note.current?.focus();
  }, [isSaid]);
  return (
    <>
      <div ref={note} tabIndex={-1} role="status" className={classes.note}>
        {isSaid && done}
      </div>
      {mutation.isError && (
        <Callout tone="refusal" role="alert">
          {sayError(mutation.error)}
        </Callout>
      )}
    </>
  );
}
