import type { CaseView, Person } from '@ostiary/domain/review';
import { useState } from 'react';
import { trpc } from '../../lib/trpc.ts';

const shownAtOnce = 6;
/** An `@` at the start of a word, and what was typed of a name since. */
const begun = /(?:^|\s)@([^\s@]{0,40})$/u;

const isInside = (name: string, typed: string) => {
  const wanted = typed.toLocaleLowerCase();
  return name
    .toLocaleLowerCase()
    .split(/\s+/)
    .some((word) => word.startsWith(wanted));
};

/** Colleagues to choose from while `@` and letters of a name stand before the caret. */
export function useMention(id: CaseView['id'], body: string) {
  const [caret, setCaret] = useState(0);
  const [dismissedAt, setDismissedAt] = useState<number | null>(null);
  const typed = begun.exec(body.slice(0, caret))?.[1];
  const at = typed === undefined ? -1 : caret - typed.length - 1;
  const isOpen = typed !== undefined && dismissedAt !== at;
  const people = trpc.desk.mentionable.useQuery({ id }, { enabled: isOpen, staleTime: 60_000 });
  const found = isOpen
    ? (people.data?.results ?? []).filter(({ name }) => isInside(name, typed)).slice(0, shownAtOnce)
    : [];
  /** The text with the name in it, and where the caret then stands. */
  const insert = ({ name }: Person) => {
    const before = `${body.slice(0, at)}@${name} `;
    return { text: before + body.slice(caret).replace(/^ /, ''), caret: before.length };
  };
  return {
    isOpen,
    /** What is being typed of a name. */
    typed,
    found,
    isSearching: isOpen && people.isFetching,
    failed: isOpen && people.isError,
    insert,
    setCaret,
    dismiss: () => setDismissedAt(at),
  };
}

const namedAt = /(?:^|\s)@(?=\p{L})/gu;

/** Words after an `@` that name nobody who was chosen, as `@Asha`: nobody hears of those. */
export function unknownIn(body: string, people: readonly Person[]): string[] {
  const words = [...body.matchAll(namedAt)].flatMap(({ index, 0: found }) => {
    const rest = body.slice(index + found.length);
    return people.some(({ name }) => rest.startsWith(name)) ? [] : [`@${/^[\p{L}\p{M}'’-]+/u.exec(rest)?.[0] ?? ''}`];
  });
  return [...new Set(words)];
}

/** Whom the text still names: a name that was deleted again tells nobody. */
export function mentionedIn(body: string, people: readonly Person[]): Person['id'][] {
  return people.filter(({ name }) => body.includes(`@${name}`)).map(({ id }) => id);
}
