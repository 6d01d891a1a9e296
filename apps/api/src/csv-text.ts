/**
 * Text that a spreadsheet would take for a formula (OWASP, CSV Injection) gets an apostrophe in front, also behind blanks;
 * line breaks become blanks.
 */
export function safeText(given: string): string {
  const line = given.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return /^\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]/u.test(line) ? `'${line}` : line;
}
