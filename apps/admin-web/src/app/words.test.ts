import { ERRORS } from '@ostiary/domain/shared';
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
const errorCodes = [...Object.keys(ERRORS), 'UNKNOWN', 'NETWORK'];

it('asks for no word that is not there, keeps none that nobody asks for, and says each in every language', () => {
  const { en: english = {}, ...others } = wordsByLanguage(files);
  const codes = { 'common:errors.': errorCodes };
  const problems = checkWords({ sources: { ...uiSources, ...ownSources }, english, others, codes });
  expect(problems).toEqual({ missing: [], unused: [], untranslated: [] });
});

// A key is called as it is labelled, a digest as it was published.
it('has no text of its own in a screen', () => {
  expect(hardCodedText(ownSources, ['Esc', 'SHA-256'])).toEqual([]);
});
