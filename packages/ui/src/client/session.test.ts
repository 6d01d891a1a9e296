import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RestError } from './errors.ts';
import type { SessionGrant } from './grant.ts';
import { createSession } from './session.ts';

const hint = 'ostiary.customer.signed-in';
const later = () => new Date(Date.now() + 3_600_000).toISOString();
const expired = () => new RestError('TOKEN_EXPIRED', 401);

function open(renew: () => Promise<SessionGrant>) {
  return createSession({ door: 'customer', renew });
}

beforeEach(() => {
  localStorage.clear();
  // Tabs are one at a time here; other tests of this file must not overhear.
  vi.stubGlobal('BroadcastChannel', undefined);
});

describe('a session', () => {
  it('stays anonymous without asking when nobody signed in here', async () => {
    const renew = vi.fn<() => Promise<SessionGrant>>();
    const session = open(renew);
    await session.bootstrap();
    expect(session.getState()).toEqual({ status: 'anonymous' });
    expect(renew).not.toHaveBeenCalled();
  });

  it('comes back after a reload and keeps no token in storage', async () => {
    localStorage.setItem(hint, '1');
    const session = open(async () => ({ access: 'fresh', accessExpiresAt: later() }));
    await session.bootstrap();
    expect(session.getAccess()).toBe('fresh');
    const stored = Array.from({ length: localStorage.length }, (_, at) =>
      localStorage.getItem(localStorage.key(at) ?? ''),
    );
    expect(stored).toEqual(['1']);
  });

  it('renews once for many refused calls and repeats each', async () => {
    let renewals = 0;
    const session = open(async () => ({ access: `token-${(renewals += 1)}`, accessExpiresAt: later() }));
    session.startSession('old', later());
    vi.useFakeTimers({ now: Date.now() + 5_000, toFake: ['Date'] });
    const call = (access: string | null) => (access === 'old' ? Promise.reject(expired()) : Promise.resolve(access));
    const answers = await Promise.all([session.withFreshAccess(call), session.withFreshAccess(call)]);
    vi.useRealTimers();
    expect(answers).toEqual(['token-1', 'token-1']);
    expect(renewals).toBe(1);
  });

  it('repeats a call no more than once', async () => {
    let calls = 0;
    const session = open(async () => ({ access: 'new', accessExpiresAt: later() }));
    session.startSession('old', later());
    const call = () => Promise.reject((calls += 1) && expired());
    await expect(session.withFreshAccess(call)).rejects.toThrow('TOKEN_EXPIRED');
    expect(calls).toBe(2);
  });

  it('ends with a notice when the server ended it', async () => {
    const session = open(() => Promise.reject(expired()));
    session.startSession('old', later());
    await expect(session.withFreshAccess(() => Promise.reject(new RestError('SESSION_ENDED', 401)))).rejects.toThrow();
    expect(session.getState()).toEqual({ status: 'anonymous', ended: 'ended', isInterrupted: true });
    expect(localStorage.getItem(hint)).toBeNull();
  });

  it('survives a renewal that found no network', async () => {
    const session = open(() => Promise.reject(new TypeError('Failed to fetch')));
    session.startSession('old', new Date(Date.now() + 5_000).toISOString());
    vi.useFakeTimers({ now: Date.now() + 120_000, toFake: ['Date'] });
    await expect(session.freshAccess()).rejects.toThrow('Failed to fetch');
    vi.useRealTimers();
    expect(session.getState().status).toBe('signed-in');
  });
});
