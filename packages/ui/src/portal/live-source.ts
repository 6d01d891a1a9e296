import type { LiveSource } from '../client/live-feed.ts';

/** The callbacks of tRPC's `subscribe` that a feed needs. */
interface SubscriptionCallbacks<Event> {
  onConnectionStateChange: (state: { state: string; error: unknown }) => void;
  onData: (event: Event) => void;
  onError: () => void;
  onStopped: () => void;
}

type Subscribe<Event> = (callbacks: SubscriptionCallbacks<Event>) => { unsubscribe: () => void };

/** A tRPC subscription as the source of a live feed; connecting anew is the feed's business, with pauses of its own. */
export function liveSource<Event>(subscribe: Subscribe<Event>): LiveSource<Event> {
  return ({ onEvent, onDown }) => {
    const subscription = subscribe({
      onConnectionStateChange: ({ state, error }) => {
        if (state === 'connecting' && error) onDown();
      },
      onData: onEvent,
      onError: onDown,
      onStopped: onDown,
    });
    return () => subscription.unsubscribe();
  };
}
