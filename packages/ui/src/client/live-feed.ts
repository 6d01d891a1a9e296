import { useSyncExternalStore } from 'react';
import type { Session } from './session.ts';
import { leadTabs, openChannel } from './tabs.ts';

/** How a feed hears of its stream. */
export interface LiveListener<Event> {
  /** The first one also says that the stream is open: the server begins each with an event. */
  onEvent: (event: Event) => void;
  /** The stream has ended or failed; it is not told of again. */
  onDown: () => void;
}

/** Opens the stream; returns what closes it. */
export type LiveSource<Event> = (listener: LiveListener<Event>) => () => void;

interface LiveFeedOptions {
  /** Of the portal: its tabs share one stream. */
  name: string;
  session: Pick<Session, 'subscribe' | 'getState'>;
}

type Message<Event> = { kind: 'event'; event: Event } | { kind: 'state'; isLive: boolean };

const shortestPauseMs = 1_000;
const longestPauseMs = 60_000;
const pulseMs = 30_000;
/** A phone may put the tab that holds the stream to sleep without a word. */
const patienceMs = 2.5 * pulseMs;

/** Somewhere in the upper half of a pause that doubles: many portals do not come back in step. */
function pauseMs(failures: number): number {
  return Math.min(longestPauseMs, shortestPauseMs * 2 ** failures) * (0.5 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const finish = () => {
      clearTimeout(timer);
      window.removeEventListener('online', finish);
      done();
    };
    const timer = setTimeout(finish, ms);
    window.addEventListener('online', finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}

/** What this tab knows: whether events arrive, here or in the tab that holds the stream. */
function createLiveState() {
  const watchers = new Set<() => void>();
  let isLive = false;
  let doubt: ReturnType<typeof setTimeout> | undefined;
  const set = (next: boolean) => {
    clearTimeout(doubt);
    if (next) doubt = setTimeout(() => set(false), patienceMs);
    if (next === isLive) return;
    isLive = next;
    for (const watch of watchers) watch();
  };
  const subscribe = (watch: () => void) => {
    watchers.add(watch);
    return () => void watchers.delete(watch);
  };
  return { set, isLive: () => isLive, subscribe };
}

/** Resolves when the stream is down, or at once when `signal` says so. */
function runStream<Event>(source: LiveSource<Event>, signal: AbortSignal, onEvent: (event: Event) => void) {
  return new Promise<void>((done) => {
    let isOver = false;
    const onDown = () => {
      if (isOver) return;
      isOver = true;
      signal.removeEventListener('abort', onDown);
      // A source may fail while it is being opened, before there is anything to close.
      queueMicrotask(() => close());
      done();
    };
    signal.addEventListener('abort', onDown, { once: true });
    const close = source({ onEvent, onDown });
  });
}

interface Leading<Event> {
  source: LiveSource<Event>;
  signal: AbortSignal;
  isLive: () => boolean;
  onState: (isLive: boolean) => void;
  onEvent: (event: Event) => void;
}

/** Holds the stream open, time and again, until `signal`. */
async function lead<Event>({ source, signal, isLive, onState, onEvent }: Leading<Event>): Promise<void> {
  const pulse = setInterval(() => {
    if (isLive()) onState(true);
  }, pulseMs);
  for (let failures = 0; !signal.aborted; failures += 1) {
    await runStream(source, signal, (event) => {
      failures = 0;
      onState(true);
      onEvent(event);
    });
    onState(false);
    if (!signal.aborted) await pause(pauseMs(failures), signal);
  }
  clearInterval(pulse);
}

/** Runs `task` for as long as somebody is signed in; returns what stops it. */
function whileSignedIn(session: LiveFeedOptions['session'], task: (signal: AbortSignal) => void): () => void {
  let stop: AbortController | undefined;
  const follow = () => {
    const isSignedIn = session.getState().status === 'signed-in';
    if (isSignedIn === (stop !== undefined)) return;
    stop?.abort();
    stop = isSignedIn ? new AbortController() : undefined;
    if (stop) task(stop.signal);
  };
  const leave = session.subscribe(follow);
  follow();
  return () => {
    leave();
    stop?.abort();
  };
}

export type LiveFeed<Event> = ReturnType<typeof createLiveFeed<Event>>;

/**
 * Events of the server, while somebody is signed in. One tab of the portal holds the stream and tells the others; when it
 * goes, another takes over. A stream that fails is opened again after growing pauses, and meanwhile `isLive` says no.
 */
export function createLiveFeed<Event>({ name, session }: LiveFeedOptions) {
  const state = createLiveState();
  const listeners = new Set<(event: Event) => void>();
  const hear = (event: Event) => listeners.forEach((listener) => listener(event));
  const channel = openChannel<Message<Event>>(`${name}.live`, (message) => {
    if (message.kind === 'event') hear(message.event);
    else state.set(message.isLive);
  });
  const onState = (isLive: boolean) => {
    state.set(isLive);
    channel.send({ kind: 'state', isLive });
  };
  const onEvent = (event: Event) => {
    hear(event);
    channel.send({ kind: 'event', event });
  };
  const { isLive, subscribe } = state;
  return {
    /** Follows the session from now on; returns what stops it. */
    start: (source: LiveSource<Event>): (() => void) =>
      whileSignedIn(session, (signal) => {
        signal.addEventListener('abort', () => state.set(false), { once: true });
        void leadTabs(`${name}.live`, signal, () => lead({ source, signal, isLive, onState, onEvent }));
      }),
    onEvent(listener: (event: Event) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isLive,
    useIsLive: () => useSyncExternalStore(subscribe, isLive),
  };
}
