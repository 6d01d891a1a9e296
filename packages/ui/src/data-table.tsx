import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLabels } from './labels.tsx';
import classes from './data-table.module.css';

export interface Column<Row> {
  key: string;
  header: string;
  /** Give the row's main cell a link: with `isRowLink` the whole row follows it. */
  cell: (row: Row) => ReactNode;
  align?: 'start' | 'end';
  isSortable?: boolean;
  isRowLink?: boolean;
}

export interface Sort {
  by: string;
  direction: 'asc' | 'desc';
}

export interface Selection<Row> {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
  /** The accessible name of a row's checkbox. */
  label: (row: Row) => string;
}

interface DataTableProps<Row> {
  /** The table's name, for people who cannot see the heading above it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection<Row>;
  /** Marks one row, such as the open case. */
  currentKey?: string;
}

/** A plain table that scrolls sideways in its own region and turns into cards on a narrow screen. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, selection, currentKey } = props;
  return (
    // Scrolls sideways, so it must take the focus (WCAG 2.1.1).
    <div className={classes.region} role="region" aria-label={caption} tabIndex={0}>
      <table className={classes.table} role="table" aria-label={caption}>
        <thead role="rowgroup">
          <tr role="row">
            {selection && <SelectAll {...props} selection={selection} />}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <tr key={key} role="row" aria-current={key === currentKey ? true : undefined}>
                {selection && <SelectRow row={row} rowId={key} selection={selection} />}
                {columns.map((column) => (
                  <td
                    key={column.key}
                    role="cell"
                    data-label={column.header}
                    data-align={column.align}
                    data-link={column.isRowLink ? true : undefined}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface HeaderCellProps<Row> {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const { sortBy } = useLabels();
  const direction = sort?.by === column.key ? sort.direction : undefined;
  if (!column.isSortable || !onSort) {
    return (
      <th scope="col" role="columnheader" data-align={column.align}>
        {column.header}
      </th>
    );
  }
  const Icon = direction === undefined ? IconArrowsSort : direction === 'asc' ? IconArrowUp : IconArrowDown;
  const spoken = { asc: 'ascending', desc: 'descending' } as const;
  return (
    <th scope="col" role="columnheader" data-align={column.align} aria-sort={direction ? spoken[direction] : 'none'}>
      <UnstyledButton
        className={classes.sort}
        title={sortBy(column.header)}
        onClick={() => onSort({ by: column.key, direction: direction === 'asc' ? 'desc' : 'asc' })}
      >
        {column.header}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </th>
  );
}

function SelectAll<Row>({ rows, rowKey, selection }: DataTableProps<Row> & { selection: Selection<Row> }) {
  const { selectAll } = useLabels();
  const keys = rows.map(rowKey);
  const chosen = keys.filter((key) => selection.selected.has(key)).length;
  const isAll = keys.length > 0 && chosen === keys.length;
  return (
    <th scope="col" role="columnheader" className={classes.check}>
      <Checkbox
        size="sm"
        aria-label={selectAll}
        checked={isAll}
        indeterminate={chosen > 0 && !isAll}
        onChange={() => selection.onChange(new Set(isAll ? [] : keys))}
      />
    </th>
  );
}

function SelectRow<Row>({ row, rowId, selection }: { row: Row; rowId: string; selection: Selection<Row> }) {
  const toggle = () => {
    const next = new Set(selection.selected);
    if (!next.delete(rowId)) next.add(rowId);
    selection.onChange(next);
  };
  return (
    <td role="cell" className={classes.check}>
      <Checkbox size="sm" aria-label={selection.label(row)} checked={selection.selected.has(rowId)} onChange={toggle} />
    </td>
  );
}
