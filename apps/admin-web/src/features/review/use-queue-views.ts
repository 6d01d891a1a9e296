import type { SavedViewItem } from '@ostiary/domain/review';
import { useState } from 'react';
import { trpc } from '../../lib/trpc.ts';
import type { QueueSearch } from './queue-search.ts';
import { fromView, hasChanged, toView } from './queue-view.ts';

export type NameAsked = { kind: 'create' } | { kind: 'rename'; view: SavedViewItem };
export type Asked = NameAsked | { kind: 'remove'; view: SavedViewItem };

export interface Named {
  name: string;
  isShared: boolean;
}

/** Keeps a view as it is now asked for. */
function useSave(search: QueueSearch, onDone: () => void) {
  const save = trpc.views.save.useMutation();
  const put = ({ id, name, isShared }: SavedViewItem, part: Partial<Named>, query: SavedViewItem['query']) =>
    save.mutate({ id, name, isShared, query, ...part }, { onSuccess: onDone });
  return {
    save,
    update: (view: SavedViewItem) => put(view, {}, toView(search)),
    rename: (view: SavedViewItem, named: Named) => put(view, named, view.query),
    share: (view: SavedViewItem, isShared: boolean) => put(view, { isShared }, view.query),
  };
}

/** The saved views, which of them the address began as, and everything that can be done with them. */
export function useQueueViews(search: QueueSearch, onOpen: (search: QueueSearch) => void) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data } = trpc.views.list.useQuery(undefined, { staleTime: 60_000 });
  const { save, ...changes } = useSave(search, () => setAsked(null));
  const remove = trpc.views.remove.useMutation();
  const list = data?.results ?? [];
  const current = list.find(({ id }) => id === search.view);
  /** Where the address goes when the server has done it. */
  const goTo = (view: string | undefined) => {
    setAsked(null);
    onOpen({ ...search, view });
  };
  const ask = (next: Asked | null) => {
    save.reset();
    remove.reset();
    setAsked(next);
  };
  return {
    ...changes,
    list,
    current,
    asked,
    ask,
    isChanged: current !== undefined && hasChanged(search, current),
    open: (view: SavedViewItem) => onOpen(fromView(view)),
    leave: () => onOpen({}),
    create: (named: Named) => save.mutate({ ...named, query: toView(search) }, { onSuccess: ({ id }) => goTo(id) }),
    remove: ({ id }: SavedViewItem) => remove.mutate({ id }, { onSuccess: () => goTo(undefined) }),
    isPending: save.isPending || remove.isPending,
    error: save.error ?? remove.error,
  };
}
export type QueueViews = ReturnType<typeof useQueueViews>;
