import type { DocumentView } from '@ostiary/domain/kyc-documents';
import type { RequirementCode } from '@ostiary/domain/requirements';
import { useState } from 'react';
import { isPast } from './document-name.ts';

export type Side = 'left' | 'right';

const presentFirst = (documents: readonly DocumentView[]) =>
  documents.toSorted((one, other) => Number(isPast(one)) - Number(isPast(other)));

/**
 * Left the documents of the row in hand (a row without any keeps the others in view), right, while there are two, any of
 * the case: first one that the left does not show.
 */
export function useTwoDocuments(all: readonly DocumentView[], requirement: RequirementCode | undefined) {
  const [chosen, setChosen] = useState<Partial<Record<Side, string>>>({});
  const [wantsTwo, setTwo] = useState(false);
  const [active, setActive] = useState<Side>('left');
  const own = all.filter((document) => document.requirement === requirement);
  const documents = presentFirst(own.length > 0 ? own : all);
  const document = documents.find(({ id }) => id === chosen.left) ?? documents[0];
  const others = presentFirst(all);
  const isDouble = wantsTwo && all.length > 1;
  const choose = (side: Side) => (id: string) => setChosen((was) => ({ ...was, [side]: id }));
  return {
    left: { documents, document, choose: choose('left') },
    right: {
      documents: others,
      document: others.find(({ id }) => id === chosen.right) ?? others.find(({ id }) => id !== document?.id),
      choose: choose('right'),
    },
    isDouble,
    setTwo: (next: boolean) => {
      setTwo(next);
      setActive(next ? 'right' : 'left');
    },
    active: isDouble ? active : 'left',
    setActive,
  };
}
