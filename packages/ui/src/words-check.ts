/** A file of words: texts by key, nested. */
export interface WordTree {
  readonly [key: string]: string | WordTree;
}

export interface WordsCheck {
  /** Source texts by path; what they ask of namespaces outside `english` is not looked at. */
  sources: Readonly<Record<string, string>>;
  /** By namespace. */
  english: Readonly<Record<string, WordTree>>;
  /** By language and namespace. */
  others: Readonly<Record<string, Readonly<Record<string, WordTree>>>>;
  /** The codes there are, by the prefix of the keys that are made of them, such as `fields:`. */
  codes?: Readonly<Record<string, readonly string[]>>;
}

export interface WordsProblems {
  /** Asked for, and in no file. */
  missing: string[];
  /** In a file, and asked for by nobody. */
  unused: string[];
  /** Absent from another language or only there, still English, or with other placeholders. */
  untranslated: string[];
}

const defaultNamespace = 'common';
/** Hooks that bring a namespace with them. */
const namespaceOfHook: Readonly<Record<string, string>> = { useWords: 'security', useSessionWords: 'session-guard' };

/** i18next's own ends of a key: a plural form, or a context such as a country. */
const variantEnd = /_(zero|one|two|few|many|other|[A-Z]{2})$/;

function flatten(tree: WordTree, prefix: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  );
}

const flattenAll = (words: Readonly<Record<string, WordTree>>) =>
  new Map(Object.entries(words).flatMap(([namespace, tree]) => flatten(tree, `${namespace}:`)));

/** The text up to the comma or bracket that ends the first argument. */
function firstArgument(text: string): string {
  let depth = 0;
  let quote = '';
  for (const [at, sign] of Array.from(text).entries()) {
    if (quote) quote = sign === quote ? '' : quote;
    else if (`'"\``.includes(sign)) quote = sign;
    else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    const isOver = depth < 0 || (depth === 0 && sign === ',');
    if (!quote && isOver) return text.slice(0, at);
  }
  return text;
}

const compared = /[=!]== *(['"`]).*?\1/gs;

/** Keys in one source; the unknown parts of a template as `*`. What is compared with is no key. */
function keysIn(source: string): string[] {
  const calls = Array.from(source.matchAll(/(?<![\w.])t\(|i18nKey=\{/g), ({ index, 0: start }) =>
    firstArgument(source.slice(index + start.length)),
  );
  const literals = calls.flatMap((call) =>
    Array.from(call.replaceAll(compared, '').matchAll(/(['"`])(.*?)\1/gs), ([, , key]) => key),
  );
  const attributes = Array.from(source.matchAll(/i18nKey="([^"]+)"/g), ([, key]) => key);
  return [...literals, ...attributes].filter((key) => key !== undefined).map((key) => key.replace(/\$\{[^}]*\}/g, '*'));
}

function namespacesIn(source: string): string[] {
  const hooks = Array.from(source.matchAll(/\b(use\w*Words)\(/g), ([, hook = '']) => namespaceOfHook[hook]);
  const named = Array.from(
    source.matchAll(/useTranslation\((?:'([^']+)')?\)/g),
    ([, namespace = defaultNamespace]) => namespace,
  );
  return [...new Set([...hooks, ...named].filter((namespace) => namespace !== undefined))];
}

/** Every full key that a source may mean: one for each namespace it reads. */
function asked(source: string): string[][] {
  const namespaces = namespacesIn(source);
  return keysIn(source).map((key) => (key.includes(':') ? [key] : namespaces.map((name) => `${name}:${key}`)));
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const matcherOf = (key: string) => new RegExp(`^${key.split('*').map(literally).join('[^.]+')}$`);

function compareUse({ sources, english, codes = {} }: WordsCheck, keys: readonly string[]) {
  const used = new Set<string>();
  const missing: string[] = [];
  for (const [path, source] of Object.entries(sources))
    for (const meanings of asked(source)) {
      const own = meanings.filter((key) => (key.split(':')[0] ?? '') in english);
      const matchers = own.map(matcherOf);
      const found = keys.filter((key) =>
        matchers.some((matcher) => matcher.test(key.replace(variantEnd, '')) || matcher.test(key)),
      );
      for (const key of found) used.add(key);
      if (own.length === meanings.length && own.length > 0 && found.length === 0)
        missing.push(`${path}: ${own.join(' or ')}`);
    }
  const isNoCode = (key: string) =>
    Object.entries(codes).some(([prefix, list]) => key.startsWith(prefix) && !list.includes(key.slice(prefix.length)));
  return { missing, unused: keys.filter((key) => !used.has(key) || isNoCode(key)) };
}

const placeholders = (text: string) => (text.match(/\{\{\w+\}\}|<\/?\w+ ?\/?>/g) ?? []).toSorted().join(' ');
const bare = (text: string) => text.replace(/\{\{\w+\}\}|<\/?\w+ ?\/?>/g, '');

function compareLanguage(language: string, english: Map<string, string>, other: Map<string, string>): string[] {
  const absent = [...english.keys()].filter((key) => !other.has(key));
  const alone = [...other.keys()].filter((key) => !english.has(key));
  const different = [...other].filter(([key, text]) => {
    const original = english.get(key);
    if (original === undefined) return false;
    return (text === original && /\p{L}{3}/u.test(bare(text))) || placeholders(text) !== placeholders(original);
  });
  return [
    ...absent.map((key) => `${language} lacks ${key}`),
    ...alone.map((key) => `only ${language} has ${key}`),
    ...different.map(([key]) => `${language} does not translate ${key}`),
  ];
}

/**
 * Holds the words of a portal against its sources and its languages. It reads text, not types: a key must stand in
 * the call of `t`, and the part that a template leaves open counts as any one step of the key.
 */
export function checkWords(check: WordsCheck): WordsProblems {
  const english = flattenAll(check.english);
  const untranslated = Object.entries(check.others).flatMap(([language, words]) =>
    compareLanguage(language, english, flattenAll(words)),
  );
  return { ...compareUse(check, [...english.keys()]), untranslated };
}

/** What of this package may ask a portal for words. */
export const uiSources: Readonly<Record<string, string>> = import.meta.glob<string>(
  ['./**/*.{ts,tsx}', '!./**/*.test.*', '!./**/testing*', '!./words-check.ts'],
  { eager: true, query: '?raw', import: 'default' },
);

/** Files `…/locales/<language>/<namespace>.json` by language, then namespace. */
export function wordsByLanguage(files: Readonly<Record<string, WordTree>>): Record<string, Record<string, WordTree>> {
  const languages: Record<string, Record<string, WordTree>> = {};
  for (const [path, words] of Object.entries(files)) {
    const [, language = '', namespace = ''] = /([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
    (languages[language] ??= {})[namespace] = words;
  }
  return languages;
}
