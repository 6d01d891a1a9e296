import { Anchor } from '@mantine/core';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import type { SecurityEventItem } from '@ostiary/domain/security-events';
import { type Column, DataTable, type Selection, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { EventStateMark, SeverityMark } from './event-marks.tsx';
import type { EventsSearch } from './events-search.ts';
import classes from './security-events.module.css';

type Narrow = (part: Partial<EventsSearch>) => void;

const personText = ({ person }: SecurityEventItem) =>
  person && (person.customerId === null ? person.name : formatCustomerNumber(person.customerId));

/** A value that narrows the list to itself; above the link that the whole row is. */
function Only({ text, title, onClick }: { text: string; title: string; onClick: () => void }) {
  return (
    <Anchor component="button" type="button" inherit title={title} onClick={onClick} className={classes.only}>
      {text}
    </Anchor>
  );
}

const columns = (t: TFunction, onNarrow: Narrow): Column<SecurityEventItem>[] => [
  {
    key: 'severity',
    header: t('security-events:column.severity'),
    cell: (row) => <SeverityMark severity={row.severity} />,
  },
  {
    key: 'event',
    header: t('security-events:column.event'),
    isRowLink: true,
    cell: ({ id, eventType }) => (
      <Link to={paths.securityEvent} params={{ id }}>
        {t(`security-events:type.${eventType}.title`)}
      </Link>
    ),
  },
  {
    key: 'person',
    header: t('security-events:column.person'),
    cell: (row) => personText(row) ?? <span className={classes.quiet}>{t('security-events:noPerson')}</span>,
  },
  {
    key: 'address',
    header: t('security-events:column.address'),
    cell: ({ ipAddress: address }) =>
      address && (
        <Only
          text={address}
          title={t('security-events:onlyAddress', { address })}
          onClick={() => onNarrow({ address })}
        />
      ),
  },
  { key: 'state', header: t('security-events:column.state'), cell: (row) => <EventStateMark {...row} /> },
  {
    key: 'owner',
    header: t('security-events:column.owner'),
    cell: ({ owner }) =>
      owner ? (
        <Only
          text={owner.name}
          title={t('security-events:onlyOwner', { name: owner.name })}
          onClick={() => onNarrow({ owner: owner.id })}
        />
      ) : (
        <span className={classes.quiet}>{t('security-events:nobody')}</span>
      ),
  },
  { key: 'at', header: t('security-events:column.at'), cell: ({ createdAt }) => <Time value={createdAt} /> },
];

interface EventsTableProps {
  rows: readonly SecurityEventItem[];
  onNarrow: Narrow;
  selection?: Selection<SecurityEventItem> | undefined;
}

export function EventsTable({ rows, onNarrow, selection }: EventsTableProps) {
  const { t } = useTranslation('security-events');
  return (
    <DataTable
      caption={t('caption')}
      columns={columns(t, onNarrow)}
      rows={rows}
      rowKey={(row) => row.id}
      selection={selection}
    />
  );
}
