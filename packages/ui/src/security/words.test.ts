import { ERRORS, FIELD_MESSAGES } from '@ostiary/domain/shared';
import { expect, it } from 'vitest';
import { checkWords, uiSources } from '../words-check.ts';
import english from './locales/en.json';
import hindi from './locales/hi.json';

const codes = {
  'security:errors.': Object.keys(ERRORS),
  // A password that is wrong is said beside its field.
  'security:fields.': [...Object.keys(FIELD_MESSAGES), 'INVALID_CREDENTIALS'],
};

it('asks for no word that is not there, keeps none that nobody asks for, and says each in Hindi', () => {
  const words = { english: { security: english }, others: { hi: { security: hindi } } };
  const problems = checkWords({ sources: uiSources, ...words, codes });
  expect(problems).toEqual({ missing: [], unused: [], untranslated: [] });
});
