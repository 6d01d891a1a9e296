import type { ApplicationStatus } from '@ostiary/domain/application';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import type { QueueChoices, QueueColumn, QueueSort } from '@ostiary/domain/review';
import { type Column, DataTable, type Selection, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { DueMark } from '../../lib/due-mark.tsx';
import { usePerson } from '../../lib/person.ts';
import { CaseStatus, RiskPill } from './case-status.tsx';
import { countryName } from './queue-choices.ts';
import type { ShownRow } from './queue-list.ts';
import classes from './queue.module.css';

const none = '–';

/** Whose clock runs: with the applicant or decided, nothing is due. */
const withBank: readonly ApplicationStatus[] = ['SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL'];

interface Reader {
  t: TFunction;
  me: string | undefined;
  locale: string;
  choices: QueueChoices | undefined;
}

type Cell = Column<ShownRow>['cell'];

const personCell = ({ t, me }: Reader, pick: (row: ShownRow) => ShownRow['assignee']): Cell =>
  function Somebody(row) {
    const person = pick(row);
    return person ? (person.id === me ? t('queue:you') : person.name) : none;
  };

/** What each column shows; a policy by name where the filters know it, else by code. */
function cellsFor(reader: Reader): Record<QueueColumn, Cell> {
  const { t, locale, choices } = reader;
  return {
    status: ({ status }) => <CaseStatus status={status} />,
    risk: ({ risk, riskScore }) => (
      <span className={classes.pill}>
        <RiskPill risk={risk} points={riskScore ?? undefined} />
      </span>
    ),
    due: ({ dueAt, isLate, status }) =>
      dueAt && withBank.includes(status) ? <DueMark dueAt={dueAt} isLate={isLate} /> : none,
    submitted: ({ submittedAt }) => (submittedAt ? <Time value={submittedAt} /> : none),
    policy: ({ policy }) => choices?.policies.find(({ code }) => code === policy)?.title ?? policy,
    country: ({ country }) => countryName(country, locale),
    branch: ({ branch }) => branch ?? none,
    assignee: personCell(reader, ({ assignee }) => assignee),
    holder: personCell(reader, ({ claimedBy }) => claimedBy),
    round: ({ round }) => t('queue:round', { round }),
  };
}

function NameCell({ row }: { row: ShownRow }) {
  const { t } = useTranslation('queue');
  return (
    <span className={classes.nameCell}>
      <Link to={paths.case} params={{ id: row.id }} className={classes.name} data-case={row.id}>
        {row.name || t(`common:unnamed.${row.kind}`)}
      </Link>
      {/* In the place of the number: a row that grew would push the others down. */}
      {row.hasLeft ? (
        <span className={classes.hasLeft}>{t('row.hasLeft')}</span>
      ) : (
        <span className={classes.number}>{formatCustomerNumber(row.customerId)}</span>
      )}
    </span>
  );
}

const sortOf: Partial<Record<QueueColumn, QueueSort>> = { due: 'due', submitted: 'age', risk: 'risk' };
const columnOf = { due: 'due', age: 'submitted', risk: 'risk' } as const satisfies Record<QueueSort, QueueColumn>;

interface QueueTableProps {
  rows: readonly ShownRow[];
  columns: readonly QueueColumn[];
  choices: QueueChoices | undefined;
  sort: QueueSort;
  onSort: (sort: QueueSort) => void;
  selection?: Selection<ShownRow> | undefined;
}

export function QueueTable({ rows, columns, choices, sort, onSort, selection }: QueueTableProps) {
  const { t, i18n } = useTranslation('queue');
  const cells = cellsFor({ t, me: usePerson()?.id, locale: i18n.language, choices });
  const shown: Column<ShownRow>[] = [
    { key: 'name', header: t('column.name'), isRowLink: true, cell: (row) => <NameCell row={row} /> },
    ...columns.map((key) => ({
      key,
      header: t(`column.${key}`),
      cell: cells[key],
      isSortable: sortOf[key] !== undefined,
    })),
  ];
  return (
    <DataTable
      caption={t('caption')}
      columns={shown}
      rows={rows}
      rowKey={(row) => row.id}
      sort={{ by: columnOf[sort], direction: sort === 'risk' ? 'desc' : 'asc' }}
      onSort={({ by }) => onSort(by === 'submitted' ? 'age' : by === 'risk' ? 'risk' : 'due')}
      selection={selection}
    />
  );
}
