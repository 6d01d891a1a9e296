import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asDomainError } from './failures.ts';
import { createTestBank, type TestBank } from './testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

describe('text that the database cannot hold', () => {
  it.each([
    ['half a surrogate pair in JSON', String.raw`{"title": "\ud800"}`],
    ['NUL in JSON', String.raw`{"title": "\u0000"}`],
  ])('is the fault of who sent it: %s', async (_, text) => {
    const failure: unknown = await bank.owner('select ?::jsonb', [text]).then(
      () => 'stored',
      (error: unknown) => error,
    );
    expect(asDomainError(failure)).toMatchObject({ code: 'MALFORMED_REQUEST' });
  });
});
