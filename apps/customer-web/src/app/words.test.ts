import { ERRORS, FIELD_MESSAGES } from '@ostiary/domain/shared';
import { hardCodedText } from '@ostiary/ui/hard-coded-text';
import { checkWords, uiSources, wordsByLanguage, type WordTree } from '@ostiary/ui/words-check';
import { expect, it } from 'vitest';

const files = import.meta.glob<WordTree>('./locales/*/*.json', { eager: true, import: 'default' });
const ownSources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*'], {
  eager: true,
  query: '?raw',
  import: 'default',
});
/** Of the server, and those of a call that never reached it. */
const errorCodes = [...Object.keys(ERRORS), 'UNKNOWN', 'NETWORK', 'CANCELLED'];

it('asks for no word that is not there, keeps none that nobody asks for, and says each in every language', () => {
  const { en: english = {}, ...others } = wordsByLanguage(files);
  const codes = { 'common:errors.': errorCodes, 'fields:': [...errorCodes, ...Object.keys(FIELD_MESSAGES)] };
  const problems = checkWords({ sources: { ...uiSources, ...ownSources }, english, others, codes });
  expect(problems).toEqual({ missing: [], unused: [], untranslated: [] });
});

it('has words for whatever may become of an upload', () => {
  const uploads = Object.keys(ERRORS).filter((code) => /^(UPLOAD|FILE|DOCUMENT)_|_DOCUMENTS$/.test(code));
  const { en, hi } = wordsByLanguage(files);
  for (const words of [en, hi])
    expect(uploads.filter((code) => !JSON.stringify(words).includes(`"${code}":`))).toEqual([]);
});

it('has no text of its own in a screen', () => {
  expect(hardCodedText(ownSources)).toEqual([]);
});
