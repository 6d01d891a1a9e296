import { expect, it } from 'vitest';
import { checkWords, uiSources } from '../words-check.ts';
import english from './locales/en.json';
import hindi from './locales/hi.json';

it('asks for no word that is not there, keeps none that nobody asks for, and says each in Hindi', () => {
  const words = { english: { messages: english }, others: { hi: { messages: hindi } } };
  expect(checkWords({ sources: uiSources, ...words })).toEqual({ missing: [], unused: [], untranslated: [] });
});
