import type { Person } from '@ostiary/domain/review';
import { useState } from 'react';
import { session } from '../../lib/session.ts';

// In memory only: what colleagues write about a person is not left in a browser's storage.
const kept = new Map<string, string>();
/** Whom a kept text names. */
const named = new Map<string, readonly Person[]>();

session.subscribe(() => {
  const state = session.getState();
  if (state.status === 'anonymous' && !state.isInterrupted) {
    kept.clear();
    named.clear();
  }
});

export const forgetDraft = (place: string) => void kept.delete(place);

/** A text that outlives its dialog, a refusal by the server, and leaving the case; it goes when it was sent. */
export function useDraft(place: string) {
  const [text, setText] = useState(() => kept.get(place) ?? '');
  const write = (next: string) => {
    if (next === '') kept.delete(place);
    else kept.set(place, next);
    setText(next);
  };
  return { text, write, clear: () => write('') };
}

/** The colleagues that the text of that place names; they are kept and go with it. */
export function useNamed(place: string) {
  const [people, setPeople] = useState(() => named.get(place) ?? []);
  const write = (next: readonly Person[]) => {
    named.set(place, next);
    setPeople(next);
  };
  const name = (person: Person) => {
    if (!people.some(({ id }) => id === person.id)) write([...people, person]);
  };
  return { people, name, clear: () => write([]) };
}

export const refusalDraft = (id: string, requirement: string) => `${id} refuse ${requirement}`;
