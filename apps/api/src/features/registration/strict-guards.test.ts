import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, freshEmail, freshPhone, samplePicture, type TestBank, TEST_PASSWORD } from '../../testing.ts';

let strict: TestBank;
let plain: TestBank;
beforeAll(async () => {
  [strict, plain] = [await createTestBank({ env: { SECURITY_PROFILE: 'strict' } }), await createTestBank()];
});
afterAll(() => Promise.all([strict.close(), plain.close()]));

const account = (over = {}) => ({ email: freshEmail(), phoneNumber: freshPhone(), password: TEST_PASSWORD, ...over });
const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'fine',
    (error: { cause?: { code?: string } }) => error.cause?.code,
  );

describe('an account whose e-mail was never confirmed', () => {
  const signIn = async ({ anonymous }: TestBank, input: ReturnType<typeof account>) => {
    await anonymous.public.registration.start(input);
    return codeOf(anonymous.public.auth.login({ username: input.email, password: TEST_PASSWORD }));
  };

  it('cannot be signed in to in the strict profile, so that nobody learns whether it was free', async () => {
    expect(await signIn(strict, account())).toBe('INVALID_CREDENTIALS');
    expect(await signIn(plain, account())).toBe('fine');
  });

  it('is signed in to once a code has confirmed it', async () => {
    const input = account();
    const { auth, registration } = strict.anonymous.public;
    const { challenge } = await registration.start(input);
    await registration.verify({ challenge, code: await strict.codeFor(input.email) });
    expect(await codeOf(auth.login({ username: input.email, password: TEST_PASSWORD }))).toBe('fine');
  });
});

describe('a taken contact', () => {
  it.each(['email', 'phoneNumber'] as const)('is a 409 on %s, and never in the strict profile', async (field) => {
    const answers: unknown[] = [];
    for (const { anonymous } of [plain, strict]) {
      const first = account();
      await anonymous.public.registration.start(first);
      answers.push(await codeOf(anonymous.public.registration.start(account({ [field]: first[field] }))));
    }
    expect(answers).toEqual(['REGISTRATION_IN_PROGRESS', 'fine']);
  });
});

describe('an account without the second factor that the strict profile asks for', () => {
  it('hands in nothing', async () => {
    const input = account();
    const { registration } = strict.anonymous.public;
    const { challenge } = await registration.start(input);
    const { access } = await registration.verify({ challenge, code: await strict.codeFor(input.email) });
    const { body } = await request(strict.publicApp)
      .post('/api/kyc/upload/')
      .set('authorization', `Bearer ${access}`)
      .field({ document_type: 'PASSPORT', document_number: 'X1234567' })
      .attach('document_file', await samplePicture('png'), 'passport.png')
      .expect(403);
    expect(body).toMatchObject({ code: 'MFA_REQUIRED' });
    expect(await strict.owner('select from kyc_document')).toHaveLength(0);
  });
});

describe('a password', () => {
  it.each([
    ['fourteen characters', 'x'.repeat(3) + 'heron-marsh', 'INVALID_INPUT'],
    ['fifteen', 'x'.repeat(4) + 'heron-marsh', 'fine'],
  ])('of %s is judged by the strict profile', async (_length, password, answer) => {
    expect(await codeOf(strict.anonymous.public.registration.start(account({ password })))).toBe(answer);
  });
});
