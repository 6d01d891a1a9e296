import { createMemoryHistory } from '@tanstack/react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { endSession, startSession } from '../lib/session.ts';
import { safeNext, stepPath } from './paths.ts';
import { createAppRouter } from './router.tsx';

const open = async (address: string) => {
  const router = createAppRouter(createMemoryHistory({ initialEntries: [address] }));
  await router.load();
  return router.state.location;
};
const signIn = () => startSession('access', new Date(Date.now() + 3_600_000).toISOString());

afterEach(() => endSession('signed-out'));

describe('the way into the portal', () => {
  it('leads a stranger to sign in and remembers the page', async () => {
    signIn();
    endSession('ended');
    expect(await open('/steps/ssn')).toMatchObject({ pathname: '/sign-in', search: { next: '/steps/ssn' } });
  });

  it('lets a signed-in person through', async () => {
    signIn();
    expect((await open('/profile')).pathname).toBe('/profile');
  });

  it('leads a signed-in person away from signing in, to this portal only', async () => {
    signIn();
    expect((await open('/sign-in?next=%2Fprofile')).pathname).toBe('/profile');
    expect((await open('/sign-in?next=%2F%2Fevil.example')).pathname).toBe('/');
  });
});

describe('the address to come back to', () => {
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', undefined, 7])(
    'is none for %o',
    (next) => {
      expect(safeNext(next)).toBeUndefined();
    },
  );
});

describe('the page of a requirement', () => {
  it.each([
    ['photo_id', '/steps/photo-id'],
    ['submit', '/check-answers'],
    ['owners', '/steps/owners'],
    [null, '/'],
  ])('of %o is %s', (code, path) => {
    expect(stepPath(code)).toBe(path);
  });
});
