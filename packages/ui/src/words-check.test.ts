import { describe, expect, it } from 'vitest';
import { checkWords, wordsByLanguage } from './words-check.ts';

const nothing = { missing: [], unused: [], untranslated: [] };
const source = (text: string) => ({ 'a.tsx': `const { t } = useTranslation('desk'); ${text}` });
const check = (text: string, words: Parameters<typeof checkWords>[0]['english'][string], hi = words) =>
  checkWords({ sources: source(text), english: { desk: words }, others: { hi: { desk: hi } } });

describe('checkWords', () => {
  it('finds nothing where words, sources and languages agree', () => {
    const words = { a: '{{n}}', b: { c_one: '1', c_other: '2' }, d: { x: '3', y: '4' } };
    expect(check("t('a'); t(is === 'x' ? 'b.c' : 'a'); t(`d.${kind}`, { n: f('z') })", words)).toEqual(nothing);
  });

  it('names a key that is asked for and in no file', () => {
    expect(check("t('a'); t('b.c')", { a: '1' }).missing).toEqual(['a.tsx: desk:b.c']);
    expect(check('t("a"); t(`d.${kind}`)', { a: '1' }).missing).toEqual(['a.tsx: desk:d.*']);
  });

  it('leaves namespaces to those who have them', () => {
    expect(check("t('a'); t('common:b')", { a: '1' }).missing).toEqual([]);
  });

  it('names a key that nobody asks for', () => {
    expect(check("t('a'); at('b')", { a: '1', b: '2' }).unused).toEqual(['desk:b']);
    expect(check('t(`d.${kind}`)', { d: { x: { y: '1' }, z: '2' } }).unused).toEqual(['desk:d.x.y']);
  });

  it('names a key made of a code that there is not', () => {
    const words = { desk: { error: { OLD: '1', NEW: '2' } } };
    const codes = { 'desk:error.': ['NEW'] };
    expect(checkWords({ sources: source('t(`error.${code}`)'), english: words, others: {}, codes }).unused).toEqual([
      'desk:error.OLD',
    ]);
  });

  it.each([
    ['hi lacks desk:b', { a: 'एक' }],
    ['only hi has desk:c', { a: 'एक', b: 'दो {{n}}', c: 'तीन' }],
    ['hi does not translate desk:a', { a: 'One', b: 'दो {{n}}' }],
    ['hi does not translate desk:b', { a: 'एक', b: 'दो' }],
  ])('says "%s"', (problem, hi) => {
    expect(check("t('a'); t('b')", { a: 'One', b: 'Two {{n}}' }, hi).untranslated).toEqual([problem]);
  });
});

describe('wordsByLanguage', () => {
  it('goes by the path of each file', () => {
    const files = { './locales/en/a.json': { k: '1' }, './locales/hi/a.json': { k: '2' } };
    expect(wordsByLanguage(files)).toEqual({ en: { a: { k: '1' } }, hi: { a: { k: '2' } } });
  });
});
