import { getUntypedClient } from '@trpc/client';
import { afterEach, describe, expect, it } from 'vitest';
import { server, trpcError, trpcMutation } from '../testing.tsx';
import { getPerson } from './person.ts';
import { endSession, ensurePerson, getAccess } from './session.ts';
import { createApiClient } from './trpc.ts';

const user = { id: 'staff-1', displayName: 'Meera Rao', permissions: ['review.read'] };

function answerRenewal() {
  const accessExpiresAt = new Date(Date.now() + 3_600_000).toISOString();
  server.use(trpcMutation('auth.refresh', { access: 'new', accessExpiresAt, user }));
}

afterEach(() => endSession('signed-out'));

describe('the session of the desk', () => {
  it('learns whose it is from a renewal, and forgets them at the end', async () => {
    answerRenewal();
    await ensurePerson();
    expect(getPerson()).toEqual(user);
    expect(getAccess()).toBe('new');
    endSession('signed-out');
    expect(getPerson()).toBeNull();
  });

  it('ends with the one that the server ended, and keeps the name for the page that waits', async () => {
    answerRenewal();
    await ensurePerson();
    server.use(trpcError('demo.hello', { errorCode: 'SESSION_ENDED', httpStatus: 401 }));
    await expect(getUntypedClient(createApiClient({ batch: false })).query('demo.hello')).rejects.toThrow('Refused');
    expect([getPerson(), getAccess()]).toEqual([user, null]);
    endSession('signed-out');
    expect(getPerson()).toBeNull();
  });
});
