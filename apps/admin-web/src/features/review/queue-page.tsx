import { Stack } from '@mantine/core';
import type { QueuePage } from '@ostiary/domain/review';
import { Pager } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { AssignBar } from './queue-assign.tsx';
import type { QueueOptions } from './queue-choices.ts';
import { ColumnsMenu, useQueueColumns } from './queue-columns.tsx';
import { NothingHere } from './queue-empty.tsx';
import { toQueueInput, type QueueSearch } from './queue-search.ts';
import { SortField } from './queue-sort.tsx';
import { StatusLine } from './queue-status-line.tsx';
import { QueueTable } from './queue-table.tsx';
import { useAction } from './use-action.ts';
import { useQueueList } from './use-queue-list.ts';
import { useRowKeys } from './use-row-keys.ts';
import classes from './queue.module.css';

interface QueuePageViewProps {
  page: QueuePage;
  isFresh: boolean;
  filter: QueueSearch;
  options: QueueOptions;
  onNarrow: (part: Partial<QueueSearch>) => void;
  onColumns: (columns: QueueSearch['columns']) => void;
  onTurn: (pages: string[]) => void;
}

const nothing: ReadonlySet<string> = new Set();

/** The rows that somebody chose; another question starts anew. */
function useChosen(question: string) {
  const [chosen, setChosen] = useState({ question, ids: nothing });
  const ids = chosen.question === question ? chosen.ids : nothing;
  return [ids, (next: ReadonlySet<string>) => setChosen({ question, ids: next })] as const;
}

/** One page of the queue as it is being read: the list stays still, and news waits above it. */
export function QueuePageView(props: QueuePageViewProps) {
  const { page, isFresh, filter, options, onNarrow, onColumns, onTurn } = props;
  const { t } = useTranslation('queue');
  const question = JSON.stringify(toQueueInput(filter));
  const { rows, arrived, left, show } = useQueueList({ question, page, isFresh });
  const { columns, setOwn } = useQueueColumns(filter);
  const canAssign = usePermission('review.assign');
  const [chosen, setChosen] = useChosen(question);
  const { ref, focusFirst, current } = useRowKeys();
  const toggle = () => {
    const id = current();
    if (id !== undefined)
      setChosen(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  };
  useAction('choose', canAssign ? toggle : undefined);
  const pages = filter.pages ?? [];
  const { next } = page;
  const sort = filter.sort ?? 'due';
  if (rows.length === 0) return <NothingHere filter={filter} onChange={onNarrow} />;
  return (
    <Stack gap="md" ref={ref}>
      <div className={classes.tools}>
        <StatusLine
          {...{ page, arrived, left }}
          onShow={() => {
            show();
            // The button goes away with the news; who used it goes on at the top of the list.
            requestAnimationFrame(focusFirst);
          }}
        />
        <SortField sort={sort} onChange={(by) => onNarrow({ sort: by })} />
        <ColumnsMenu
          columns={columns}
          onChange={(own) => {
            setOwn(own);
            onColumns(own ?? undefined);
          }}
        />
      </div>
      <QueueTable
        {...{ rows, columns, sort }}
        choices={options.choices}
        onSort={(by) => onNarrow({ sort: by })}
        selection={
          canAssign
            ? { selected: chosen, onChange: setChosen, label: ({ name }) => t('assign.choose', { name }) }
            : undefined
        }
      />
      <Pager
        label={t('pages')}
        onPrevious={pages.length > 0 ? () => onTurn(pages.slice(0, -1)) : undefined}
        onNext={next === null ? undefined : () => onTurn([...pages, next])}
      />
      {canAssign && (
        <AssignBar chosen={rows.filter(({ id }) => chosen.has(id))} options={options} onChosen={setChosen} />
      )}
    </Stack>
  );
}
