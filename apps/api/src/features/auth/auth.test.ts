import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  publicCaller,
  type TestBank,
  TEST_PASSWORD,
  type Visitor,
  wholeSignIn,
} from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const later = (minutes: number) => bank.setNow(new Date(bank.now().getTime() + minutes * 60_000));
const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
let visitors = 0;
/** Everybody from an address of their own: what one address may do is told in throttle.test.ts. */
const stranger = (): Visitor => {
  visitors += 1;
  return { address: `198.18.${visitors >> 8}.${visitors & 255}` };
};
const logIn = async (username: string, password = TEST_PASSWORD, visitor = stranger()) =>
  wholeSignIn(await publicCaller(bank.deps, visitor).auth.login({ username, password }));

describe('signing in', () => {
  it('takes username, e-mail or phone, in any case', async () => {
    const { username, email, phoneNumber } = await bank.customer();
    for (const name of [username.toUpperCase(), email.toUpperCase(), phoneNumber])
      await expect(logIn(name)).resolves.toMatchObject({ user: { email } });
  });

  it('answers unknown, wrong, blocked, reported and the other door’s people alike', async () => {
    const [customer, blocked, reviewer] = [await bank.customer(), await bank.customer(), await bank.staff('reviewer')];
    const reported = await bank.customer();
    await bank.owner('update app_user set is_blocked = true where id = ?', [blocked.id]);
    await bank.owner('update app_user set must_reset_password = true where id = ?', [reported.id]);
    const answers = await Promise.all(
      [
        logIn('nobody.at.all'),
        logIn(customer.username, 'Wrong-password-1'),
        logIn(blocked.username),
        logIn(reported.username),
        logIn(reviewer.username),
        bank.anonymous.staff.auth.login({ username: customer.username, password: TEST_PASSWORD }),
      ].map((attempt) =>
        attempt.then(
          () => 'let in',
          (error: { code: string; message: string }) => `${error.code} ${error.message}`,
        ),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^UNAUTHORIZED These details do not match/);
  });

  it('locks after five wrong passwords for thirty minutes, also for the right one', async () => {
    const { username } = await bank.customer();
    for (let attempt = 0; attempt < 5; attempt++)
      await expect(logIn(username, 'Wrong-password-1')).rejects.toEqual(refusedWith('INVALID_CREDENTIALS'));
    await expect(logIn(username)).rejects.toEqual(refusedWith('INVALID_CREDENTIALS'));
    await later(29.9);
    await expect(logIn(username)).rejects.toEqual(refusedWith('INVALID_CREDENTIALS'));
    await later(0.2);
    await expect(logIn(username)).resolves.toMatchObject({ user: { username } });
  });

  it('puts five failures and one lock of twenty parallel guesses on record', async () => {
    const { username, id } = await bank.customer();
    await Promise.allSettled(Array.from({ length: 20 }, () => logIn(username, 'Wrong-password-1')));
    const events = await bank.owner<{ event_type: string; n: string }>(
      'select event_type, count(*) as n from security_event where user_id = ? group by 1 order by 1',
      [id],
    );
    expect(events).toEqual([
      { event_type: 'ACCOUNT_LOCKED', n: '1' },
      { event_type: 'FAILED_LOGIN', n: '5' },
      { event_type: 'SUSPICIOUS_ACTIVITY', n: '1' },
    ]);
  });

  it('makes a dearer hash of a password whose stored one is too cheap', async () => {
    const { username, id } = await bank.customer();
    const cost = async () =>
      (
        await bank.owner<{ cost: string }>('select substr(password_hash, 8, 2) as cost from app_user where id = ?', [
          id,
        ])
      )[0]?.cost;
    expect(await cost()).toBe('04');
    const deps = { ...bank.deps, bcryptCost: 5 };
    await publicCaller(deps, stranger()).auth.login({ username, password: TEST_PASSWORD });
    expect(await cost()).toBe('05');
    await expect(logIn(username)).resolves.toMatchObject({ user: { username } });
  });

  it('forgets failures after a good one', async () => {
    const { username } = await bank.customer();
    for (let round = 0; round < 3; round++) {
      for (let attempt = 0; attempt < 4; attempt++) await logIn(username, 'Wrong-password-1').catch(() => undefined);
      await expect(logIn(username)).resolves.toMatchObject({ user: { username } });
    }
  });

  it('leaves one live session, also after fifty sign-ins at once', async () => {
    const { username, id, api } = await bank.customer();
    // Where other work holds the machine up, some are told to come again.
    await Promise.allSettled(Array.from({ length: 50 }, () => logIn(username)));
    expect(await bank.owner('select 1 from session where user_id = ? and revoked_at is null', [id])).toHaveLength(1);
    await expect(api.profile.get()).rejects.toEqual(refusedWith('SESSION_ENDED'));
  });
});

describe('a refresh token', () => {
  const renew = (visitor: Visitor, refresh: string) =>
    publicCaller(bank.deps, { ...visitor, face: 'rest' }).auth.refresh({ refresh });

  it('rotates, and gives the same successor to a repeat within ten seconds', async () => {
    const { visitor, refresh } = await bank.customer();
    const [first, again] = [await renew(visitor, refresh), await renew(visitor, refresh)];
    expect(first.refresh).not.toBe(refresh);
    expect(again.refresh).toBe(first.refresh);
  });

  it('ends the family when an old one comes back, and says so loudly', async () => {
    const { visitor, refresh, id, api } = await bank.customer();
    const { refresh: successor = '' } = await renew(visitor, refresh);
    await later(0.2);
    await expect(renew(visitor, refresh)).rejects.toEqual(refusedWith('SESSION_ENDED'));
    await expect(renew(visitor, successor)).rejects.toEqual(refusedWith('SESSION_ENDED'));
    await expect(api.profile.get()).rejects.toEqual(refusedWith('SESSION_ENDED'));
    expect(
      await bank.owner(
        `select 1 from security_event where user_id = ? and severity = 'CRITICAL' and event_type = 'TOKEN_REUSE'`,
        [id],
      ),
    ).toHaveLength(1);
  });

  it('is over after seven days, whatever it did', async () => {
    const { visitor, refresh } = await bank.customer();
    await later(7 * 24 * 60);
    await expect(renew(visitor, refresh)).rejects.toEqual(refusedWith('SESSION_ENDED'));
  });

  it('is refused when forged, of the other door, or empty', async () => {
    const { refresh } = await bank.customer();
    const [id, , mac] = refresh.split('.');
    for (const token of [`${id}.7.${mac}`, `${refresh}x`, 'a.b.c', ''])
      await expect(renew({}, token)).rejects.toEqual(refusedWith('SESSION_ENDED'));
  });

  it('stops working at sign-out', async () => {
    const { visitor, refresh, api } = await bank.customer();
    await publicCaller(bank.deps, { ...visitor, face: 'rest' }).auth.logout({ refresh });
    await expect(renew(visitor, refresh)).rejects.toEqual(refusedWith('SESSION_ENDED'));
    await expect(api.profile.get()).rejects.toEqual(refusedWith('SESSION_ENDED'));
  });
});

describe('an access token', () => {
  const whoAmI = (access: string) => publicCaller(bank.deps, { access }).profile.get();

  it('expires after an hour', async () => {
    const { access } = await bank.customer();
    await later(59);
    await expect(whoAmI(access)).resolves.toMatchObject({ twoFactorEnabled: false });
    await later(1.1);
    await expect(whoAmI(access)).rejects.toEqual(refusedWith('TOKEN_EXPIRED'));
  });

  it('ends with the next request once its person is blocked', async () => {
    const { access, id } = await bank.customer();
    await bank.owner('update app_user set is_blocked = true where id = ?', [id]);
    await expect(whoAmI(access)).rejects.toEqual(refusedWith('SESSION_ENDED'));
  });

  it('carries no right that was taken away since', async () => {
    const { access, id } = await bank.customer();
    await bank.owner('update user_role set is_active = false where user_id = ?', [id]);
    await expect(whoAmI(access)).rejects.toEqual(refusedWith('FORBIDDEN'));
  });

  it('is refused when forged in any of the usual ways', async () => {
    const { access, refresh } = await bank.customer();
    const claims = jwt.decode(access) as jwt.JwtPayload; // our own token
    const key = bank.deps.keys.jwt[0];
    const sign = (payload: object, options: jwt.SignOptions = {}, secret: jwt.Secret = key?.secret ?? '') =>
      jwt.sign(payload, secret, { algorithm: 'HS256', ...(key ? { keyid: key.id } : {}), ...options });
    const [header = '', body = '', signature = ''] = access.split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT', kid: key?.id })).toString('base64url');
    const forged = [
      '',
      'x',
      refresh,
      `${none}.${body}.`,
      `${none}.${body}.${signature}`,
      `${header}.${body}.${signature}=`,
      `${header}.${body}`,
      ` ${access}`,
      `${header}.${body}.${signature.slice(0, -2)}`,
      sign(claims, { algorithm: 'HS512' }),
      sign(claims, {}, Buffer.alloc(32, 7)),
      sign(claims, { keyid: '../../etc/passwd' }),
      sign({ ...claims, aud: 'staff' }),
      sign({ ...claims, iss: 'someone' }),
      sign({ ...claims, typ: 'refresh' }),
      sign({ ...claims, sid: claims.sub }),
      sign({ ...claims, sub: claims.sid }),
    ];
    const answers = await Promise.all(
      forged.map((token) =>
        whoAmI(token).then(
          () => `let in: ${token}`,
          (error: { cause: { code: string } }) => error.cause.code,
        ),
      ),
    );
    expect(answers).toEqual(forged.map(() => 'TOKEN_INVALID'));
  });

  it('of a customer opens nothing on the staff door', async () => {
    const { access } = await bank.customer();
    const reviewer = await bank.staff('reviewer');
    reviewer.visitor.access = access;
    await expect(reviewer.api.review.counts()).rejects.toEqual(refusedWith('TOKEN_INVALID'));
    reviewer.visitor.access = reviewer.access;
  });
});

describe('a staff session', () => {
  it('idles out after an hour without work', async () => {
    const { api } = await bank.newStaff('reviewer');
    await later(59);
    await expect(api.review.counts()).resolves.toMatchObject({ waiting: expect.any(Number) });
    const idle = await bank.newStaff('reviewer');
    await bank.owner('update session set idle_expires_at = ? where user_id = ?', [bank.now(), idle.id]);
    await expect(idle.api.review.counts()).rejects.toEqual(refusedWith('SESSION_ENDED'));
  });

  it('is kept awake by work, but ends after a day', async () => {
    const { api, visitor } = await bank.newStaff('reviewer');
    for (let hour = 0; hour < 24; hour++) {
      await later(55);
      Object.assign(visitor, { access: (await api.auth.refresh({})).access });
    }
    await later(121);
    await expect(api.auth.refresh({})).rejects.toEqual(refusedWith('SESSION_ENDED'));
    const { access } = await bank.customer();
    await bank.owner('update session set absolute_expires_at = ? where revoked_at is null', [bank.now()]);
    await expect(publicCaller(bank.deps, { access }).profile.get()).rejects.toEqual(refusedWith('SESSION_ENDED'));
  });
});
