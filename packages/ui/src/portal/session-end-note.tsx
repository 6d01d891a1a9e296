import { Callout } from '../callout.tsx';
import type { Session } from '../client/session.ts';
import { useSessionWords } from './session-words.ts';

/** Why a sign-in page is shown to somebody who was signed in; nothing for the others. */
export function SessionEndNote({ session }: { session: Pick<Session, 'useSession'> }) {
  const { sayReason } = useSessionWords();
  const state = session.useSession();
  if (state.status !== 'anonymous' || !state.ended) return null;
  return (
    <Callout tone="info" role="status">
      {sayReason(state.reason ?? (state.ended === 'signed-out' ? 'SIGNED_OUT' : undefined))}
    </Callout>
  );
}
