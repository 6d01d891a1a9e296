import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSession } from './session.ts';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** One lock for all tabs; a message takes longer than the lock to go from tab to tab. */
function createTabs() {
  let held: Promise<unknown> = Promise.resolve();
  let isHeld = false;
  const request = async (
    _name: string,
    ...[options, ask]: [{ ifAvailable: boolean }, (lock: object | null) => Promise<unknown>] | [() => Promise<unknown>]
  ) => {
    const task = typeof options === 'function' ? options : ask;
    if (isHeld && typeof options !== 'function') return task?.(null);
    const turn = held.then(async () => {
      isHeld = true;
      return task?.({});
    });
    isHeld = true;
    held = turn.catch(() => undefined).then(() => (isHeld = false));
    return turn;
  };
  const channels = new Set<SlowChannel>();
  class SlowChannel {
    onmessage: ((event: { data: unknown }) => void) | null = null;
    private readonly name: string;
    constructor(name: string) {
      this.name = name;
      channels.add(this);
    }
    postMessage(data: unknown) {
      for (const other of channels)
        if (other !== this && other.name === this.name) setTimeout(() => other.onmessage?.({ data }), 20);
    }
  }
  return { locks: { request }, SlowChannel };
}

beforeEach(() => {
  localStorage.clear();
  const { locks, SlowChannel } = createTabs();
  vi.stubGlobal('BroadcastChannel', SlowChannel);
  vi.stubGlobal('navigator', { locks });
});
afterEach(() => void vi.unstubAllGlobals());

describe('a renewal over tabs', () => {
  it('is made by one of them for all, although its message comes after the lock is free', async () => {
    let renewals = 0;
    const renew = async () => ({ access: `token-${(renewals += 1)}`, accessExpiresAt: inAnHour() });
    const [one, other] = [createSession({ door: 'staff', renew }), createSession({ door: 'staff', renew })];
    one.startSession('old', inAnHour());
    await vi.waitFor(() => expect(other.getAccess()).toBe('old'));
    await Promise.all([one.renewNow(), other.renewNow()]);
    expect(renewals).toBe(1);
    expect(other.getAccess()).toBe('token-1');
  });

  it('is made by the next tab where the first got no answer', async () => {
    let asked = 0;
    const renew = async () => {
      asked += 1;
      if (asked === 1) throw new Error('no answer');
      return { access: 'second', accessExpiresAt: inAnHour() };
    };
    const [one, other] = [createSession({ door: 'staff', renew }), createSession({ door: 'staff', renew })];
    one.startSession('old', inAnHour());
    await vi.waitFor(() => expect(other.getAccess()).toBe('old'));
    const [, second] = await Promise.allSettled([one.renewNow(), other.renewNow()]);
    expect(second).toEqual({ status: 'fulfilled', value: 'second' });
  });
});
