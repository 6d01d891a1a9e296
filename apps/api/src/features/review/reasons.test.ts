import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, staffCaller, type TestBank } from '../../testing.ts';
import { waitingCases, type WaitingCase } from '../../testing/many-cases.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
let cases: WaitingCase[];
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  cases = await waitingCases(bank, 6);
}, 60_000);
afterAll(() => bank.close());

const wrongReasons = (code: string) => ({ cause: { code: 'INVALID_INPUT', fields: { reasons: [{ code }] } } });

async function claimed() {
  const id = cases.pop()?.id;
  if (!id) throw new Error('no case is left');
  const { case: shown } = await reviewer.api.review.claim({ id });
  return { id, version: shown.version };
}

describe('the reasons of a decision', () => {
  it('are offered in the language of who decides', async () => {
    const { results } = await staffCaller(bank.deps, { access: reviewer.access, language: 'hi' }).review.reasons();
    for (const { label } of results) expect(label).toMatch(/^\p{Script=Devanagari}/u);
  });

  it('are not for an approval', async () => {
    const mine = await claimed();
    const reasons = [{ requirement: 'ssn', code: 'NUMBER_INVALID' }] as const;
    await expect(reviewer.api.review.approve({ ...mine, reasons: [...reasons] })).rejects.toMatchObject(
      wrongReasons('ROW_NOT_REFUSED'),
    );
  });

  it('name rows where more is asked for', async () => {
    const mine = await claimed();
    await expect(
      reviewer.api.review.requestMore({ ...mine, reasons: [{ code: 'NAME_MISMATCH' }] }),
    ).rejects.toMatchObject(wrongReasons('ROW_NOT_REFUSED'));
    await expect(reviewer.api.review.requestMore(mine)).rejects.toMatchObject({ cause: { code: 'REQUIREMENTS_OPEN' } });
  });

  it('are for rows that can be refused, and fit them', async () => {
    const mine = await claimed();
    const ask = (version: number, requirement: 'email' | 'ssn' | 'pan', code: 'NUMBER_INVALID' | 'DOCUMENT_CROPPED') =>
      reviewer.api.review.requestMore({ id: mine.id, version, reasons: [{ requirement, code }] });
    await expect(ask(mine.version, 'email', 'NUMBER_INVALID')).rejects.toMatchObject(
      wrongReasons('REASON_NOT_FOR_REQUIREMENT'),
    );
    await expect(ask(mine.version, 'ssn', 'DOCUMENT_CROPPED')).rejects.toMatchObject(
      wrongReasons('REASON_NOT_FOR_REQUIREMENT'),
    );
    const refuse = { verdict: 'refuse', reason: 'NUMBER_INVALID' } as const;
    await expect(reviewer.api.review.judge({ ...mine, requirement: 'pan', ...refuse })).rejects.toMatchObject({
      cause: { code: 'NOT_FOUND' },
    });
    const judged = await reviewer.api.review.judge({ ...mine, requirement: 'ssn', verdict: 'accept' });
    await expect(ask(judged.version, 'ssn', 'NUMBER_INVALID')).rejects.toMatchObject(wrongReasons('ROW_NOT_REFUSED'));
    const again = await reviewer.api.review.judge({ ...mine, version: judged.version, requirement: 'ssn', ...refuse });
    await expect(ask(again.version, 'ssn', 'NUMBER_INVALID')).resolves.toMatchObject({ status: 'ACTION_REQUIRED' });
  });

  it('are needed to reject, and one must be final', async () => {
    const mine = await claimed();
    for (const reasons of [[], [{ requirement: 'ssn', code: 'NUMBER_INVALID' } as const]])
      await expect(reviewer.api.review.reject({ ...mine, reasons })).rejects.toMatchObject(
        wrongReasons('FINAL_REASON_NEEDED'),
      );
  });

  it('and notes have their lengths', async () => {
    const mine = await claimed();
    const long = { ...mine, reasons: [{ code: 'UNDER_AGE' as const }] };
    const tooLong = { cause: expect.objectContaining({ name: 'ZodError' }) };
    await expect(reviewer.api.review.reject({ ...long, note: 'x'.repeat(2_001) })).rejects.toMatchObject(tooLong);
    await expect(
      reviewer.api.review.reject({ ...mine, reasons: [{ code: 'UNDER_AGE', note: 'x'.repeat(1_001) }] }),
    ).rejects.toMatchObject(tooLong);
    await expect(reviewer.api.review.approve({ ...mine, note: 'x'.repeat(10_000) })).rejects.toMatchObject(tooLong);
    await expect(reviewer.api.review.reject({ ...long, note: '<b>x</b>'.repeat(200) })).resolves.toMatchObject({
      status: 'REJECTED',
    });
  });
});
