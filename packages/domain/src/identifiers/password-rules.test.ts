import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, it } from 'vitest';
import { isCommonPassword } from '../passwords/index.ts';
import { checkPassword } from './password-rules.ts';

const isCommon = isCommonPassword;
const ada = {
  username: 'ada.lovelace',
  email: 'countess+bank@example.test',
  names: ['Ada King-Noel', "Byron O'Neil"],
  isCommon,
};

describe('a password', () => {
  it.each([
    ['SecurePass123!', '8–14 with upper, lower and digit'],
    ['Tr0mbone', 'exactly 8'],
    ['all lower case words here', '15 or more of any kind'],
    ['ééééééééééééééé', '15 letters beyond ASCII'],
    ['😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰', '15 characters of two units each'],
    ['x'.repeat(125) + 'yz1', 'exactly 128'],
    ['Doorkeeper-demo-2026', 'a phrase'],
  ])('passes: %s, %s', (password) => expect(checkPassword(password, { isCommon })).toEqual([]));

  it.each([
    ['test123', ['TOO_SHORT', 'NEEDS_UPPER']],
    ['securepass123', ['NEEDS_UPPER']],
    ['SECUREPASS123', ['NEEDS_LOWER']],
    ['SecurePassWord', ['NEEDS_DIGIT']],
    ['😀😁😂🤣😃😄😅', ['TOO_SHORT', 'NEEDS_UPPER', 'NEEDS_LOWER', 'NEEDS_DIGIT']],
    ['', ['TOO_SHORT', 'NEEDS_UPPER', 'NEEDS_LOWER', 'NEEDS_DIGIT']],
    ['x'.repeat(129), ['TOO_LONG']],
    ['Password1', ['COMMON']],
    ['ＰＡＳＳword1', ['COMMON']],
    ['My-OSTIARY-2026', ['CONTAINS_BANK_NAME']],
  ])('is refused: %s breaks %j', (password, failed) => expect(checkPassword(password, { isCommon })).toEqual(failed));

  it.each([
    ['I am ADA.Lovelace 1', ['CONTAINS_USERNAME']],
    ['the countess of 1852', ['CONTAINS_EMAIL']],
    ['Mr. BYRON goes home', ['CONTAINS_NAME']],
    ['a king in his castle', ['CONTAINS_NAME']],
    ['o neil, ada, and oh no', ['CONTAINS_NAME']],
    ['ada and her machine', []],
  ])('of Ada is judged by who she is: %s breaks %j', (password, failed) => {
    expect(checkPassword(password, ada)).toEqual(failed);
  });

  it('is not refused for the one or two letters of a short name', () => {
    expect(
      checkPassword('a house by the lake', { username: 'a', email: 'ho@example.test', names: ['Li'], isCommon }),
    ).toEqual([]);
  });
});

describe('the list of common passwords', () => {
  it('holds lower-case passwords of eight characters and more', () => {
    expect(['password', 'qwertyuiop', '12345678'].every(isCommonPassword)).toBe(true);
    expect(['123456', 'Password', 'trombone-quartet-91'].some(isCommonPassword)).toBe(false);
  });

  const listed = dictionary['passwords-common'].filter((password) => password.length >= 8);
  const capital = (password: string) => password.charAt(0).toUpperCase() + password.slice(1);
  const wide = (password: string) =>
    password.replaceAll(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfe_e0));

  it.each([
    ['as it stands', (password: string) => password],
    ['with a capital first', capital],
    ['in capitals', (password: string) => password.toUpperCase()],
    ['in the wide letters of East Asian keyboards', wide],
  ])('refuses each of its 17 950 %s', (_, spelled) => {
    const passed = listed.filter((password) => !checkPassword(spelled(password), { isCommon }).includes('COMMON'));
    expect([listed.length, passed]).toEqual([17_950, []]);
  });
});
