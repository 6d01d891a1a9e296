import { dictionary } from '@zxcvbn-ts/language-common';

const SHORTEST = 8;
let common: ReadonlySet<string> | undefined;

/**
 * True for one of the 17 950 commonest passwords of eight characters or more. The list is all lower case, so the
 * question must be too: asked as typed it would never say yes. About 380 kB: on the server, or loaded late in a browser.
 */
export function isCommonPassword(lowercased: string): boolean {
  common ??= new Set(dictionary['passwords-common'].filter((password) => password.length >= SHORTEST));
  return common.has(lowercased);
}
