import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLiveFeed, type LiveListener } from './live-feed.ts';

type State = ReturnType<Parameters<typeof createLiveFeed>[0]['session']['getState']>;

/** One holder at a time, the others in order: what a browser does over tabs. */
function fakeLocks() {
  let tail = Promise.resolve();
  return {
    request: (_name: string, { signal }: { signal: AbortSignal }, task: () => Promise<void>) => {
      const before = tail;
      const run = before.then(() => (signal.aborted ? Promise.reject(new Error('aborted')) : task()));
      tail = run.catch(() => undefined);
      return run;
    },
  };
}

function fakeSession(status: State['status'] = 'signed-in') {
  const watchers = new Set<() => void>();
  let state = { status } as State; // the feed reads nothing else
  return {
    getState: () => state,
    subscribe: (watch: () => void) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    become(next: State['status']) {
      state = { status: next } as State; // as above
      for (const watch of watchers) watch();
    },
  };
}

/** A tab: its feed, what it heard, and the streams it opened. */
function openTab(session = fakeSession()) {
  const feed = createLiveFeed<string>({ name: 'test', session });
  const heard: string[] = [];
  const streams: (LiveListener<string> & { close: () => void })[] = [];
  feed.onEvent((event) => heard.push(event));
  const stop = feed.start((listener) => {
    const close = vi.fn<() => void>();
    streams.push({ ...listener, close });
    return close;
  });
  return { feed, heard, streams, stop, session, newest: () => streams.at(-1) };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

// Tabs of one test; a real channel would deliver outside the test's clock.
class FakeChannel {
  static open: FakeChannel[] = [];
  onmessage: ((message: { data: unknown }) => void) | null = null;
  constructor() {
    FakeChannel.open.push(this);
  }
  postMessage(data: unknown) {
    for (const other of FakeChannel.open) if (other !== this) other.onmessage?.({ data });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeChannel.open = [];
  vi.stubGlobal('BroadcastChannel', FakeChannel);
  vi.stubGlobal('navigator', { locks: fakeLocks() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a live feed', () => {
  it('opens one stream for all tabs and tells each of them', async () => {
    const [first, second] = [openTab(), openTab()];
    await settle();
    expect([first.streams.length, second.streams.length]).toEqual([1, 0]);
    first.newest()?.onEvent('changed');
    expect([first.heard, second.heard]).toEqual([['changed'], ['changed']]);
    expect([first.feed.isLive(), second.feed.isLive()]).toEqual([true, true]);
  });

  it('passes the stream on when the tab that holds it goes', async () => {
    const [first, second] = [openTab(), openTab()];
    await settle();
    first.newest()?.onEvent('resync');
    first.stop();
    await settle();
    expect(first.newest()?.close).toHaveBeenCalledOnce();
    expect(second.streams).toHaveLength(1);
    expect(second.feed.isLive()).toBe(false);
    second.newest()?.onEvent('resync');
    expect(second.feed.isLive()).toBe(true);
  });

  it('is not live before the first event, nor once the stream is down', async () => {
    const { feed, newest } = openTab();
    await settle();
    expect(feed.isLive()).toBe(false);
    newest()?.onEvent('resync');
    expect(feed.isLive()).toBe(true);
    newest()?.onDown();
    await settle();
    expect(feed.isLive()).toBe(false);
  });

  it('opens a stream that failed again, after longer and longer pauses of at most a minute', async () => {
    const { streams, newest } = openTab();
    await settle();
    for (let tries = 1; tries <= 10; tries += 1) {
      newest()?.onDown();
      await vi.advanceTimersByTimeAsync(Math.min(60_000, 500 * 2 ** (tries - 1)) / 2);
      expect(streams.length).toBeLessThanOrEqual(tries);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(streams.length).toBe(tries + 1);
    }
  });

  it('hears only while somebody is signed in', async () => {
    const { streams, session, feed } = openTab(fakeSession('anonymous'));
    await settle();
    expect(streams).toHaveLength(0);
    session.become('signed-in');
    await settle();
    streams[0]?.onEvent('resync');
    session.become('anonymous');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(streams[0]?.close).toHaveBeenCalledOnce();
    expect([streams.length, feed.isLive()]).toEqual([1, false]);
  });

  it('doubts a tab that holds the stream and falls silent', async () => {
    const feed = createLiveFeed<string>({ name: 'test', session: fakeSession() });
    FakeChannel.open[0]?.onmessage?.({ data: { kind: 'state', isLive: true } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(feed.isLive()).toBe(true);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(feed.isLive()).toBe(false);
  });

  it('opens a stream in each tab of a browser without locks', async () => {
    vi.stubGlobal('navigator', {});
    const [first, second] = [openTab(), openTab()];
    await settle();
    expect([first.streams.length, second.streams.length]).toEqual([1, 1]);
  });
});
