export const PASSWORD_FAILURES = [
  'TOO_SHORT',
  'SHORTER_THAN_15',
  'TOO_LONG',
  'NEEDS_UPPER',
  'NEEDS_LOWER',
  'NEEDS_DIGIT',
  'COMMON',
  'CONTAINS_USERNAME',
  'CONTAINS_EMAIL',
  'CONTAINS_NAME',
  'CONTAINS_BANK_NAME',
] as const;
export type PasswordFailure = (typeof PASSWORD_FAILURES)[number];

/** Who chooses the password, as far as is known, and a look-up in the list of common passwords (lower case). */
export type PasswordContext = {
  username?: string;
  email?: string;
  names?: readonly string[];
  /** 15 where every password must be a passphrase; 8, the default, where shorter ones may mix kinds of characters. */
  minLength?: number;
  isCommon: (lowercased: string) => boolean;
};

const SHORTEST = 8;
const SHORTEST_OF_ANY_KIND = 15;
const LONGEST = 128;
const SHORTEST_CONTEXT_WORD = 3;
const SHORTEST_NAME_WORD = 4;
const BANK_NAME = 'ostiary';

/**
 * The rules a password breaks, in the order of `PASSWORD_FAILURES`; none is a pass. 15 characters of any kind, or 8–14
 * with upper, lower and digit unless `minLength` is 15; at most 128; not common, nor built on who its owner is (NIST SP 800-63B, 3.1.1.2).
 * Characters are code points after NFKC; words are compared without regard to case.
 */
export function checkPassword(password: string, context: PasswordContext): PasswordFailure[] {
  const text = password.normalize('NFKC');
  const length = Array.from(text).length;
  const folded = fold(password);
  const contains = (word: string, shortest: number) => word.length >= shortest && folded.includes(word);
  const isPassphrase = length >= SHORTEST_OF_ANY_KIND;
  const needsPassphrase = (context.minLength ?? SHORTEST) >= SHORTEST_OF_ANY_KIND;
  const mayMix = !isPassphrase && !needsPassphrase;
  const failed: Record<PasswordFailure, boolean> = {
    TOO_SHORT: length < SHORTEST && !needsPassphrase,
    SHORTER_THAN_15: !isPassphrase && needsPassphrase,
    TOO_LONG: length > LONGEST,
    NEEDS_UPPER: mayMix && !/\p{Lu}/u.test(text),
    NEEDS_LOWER: mayMix && !/\p{Ll}/u.test(text),
    NEEDS_DIGIT: mayMix && !/\p{Nd}/u.test(text),
    COMMON: context.isCommon(folded),
    // One or two letters would be in almost every password.
    CONTAINS_USERNAME: contains(fold(context.username ?? ''), SHORTEST_CONTEXT_WORD),
    CONTAINS_EMAIL: contains(localPart(context.email ?? ''), SHORTEST_CONTEXT_WORD),
    CONTAINS_NAME: nameWords(context.names ?? []).some((word) => contains(word, SHORTEST_NAME_WORD)),
    CONTAINS_BANK_NAME: folded.includes(BANK_NAME),
  };
  return PASSWORD_FAILURES.filter((failure) => failed[failure]);
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Without a `+tag`: whoever contains the whole contains this. */
function localPart(email: string): string {
  return fold(email).split('@')[0]?.split('+')[0] ?? '';
}

function nameWords(names: readonly string[]): string[] {
  return names.flatMap((name) => fold(name).split(/[^\p{L}\p{M}]+/u));
}
