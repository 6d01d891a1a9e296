import { Anchor } from '@mantine/core';
import type { PersonItem } from '@ostiary/domain/access';
import { type Column, DataTable, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { PersonStateMark, RoleNames } from './person-marks.tsx';
import classes from './people.module.css';

interface PeopleTableProps {
  rows: readonly PersonItem[];
  /** An invitation has no page of its own. */
  onInvitation: (invitation: PersonItem) => void;
}

const columns = (t: TFunction, onInvitation: PeopleTableProps['onInvitation']): Column<PersonItem>[] => [
  {
    key: 'name',
    header: t('people:column.name'),
    isRowLink: true,
    cell: (row) =>
      row.state === 'INVITED' ? (
        <Anchor component="button" type="button" onClick={() => onInvitation(row)}>
          {row.displayName}
        </Anchor>
      ) : (
        <Link to={paths.person} params={{ id: row.id }}>
          {row.displayName}
        </Link>
      ),
  },
  {
    key: 'email',
    header: t('people:column.email'),
    cell: ({ email }) => <span className={classes.address}>{email}</span>,
  },
  { key: 'roles', header: t('people:column.roles'), cell: ({ roles }) => <RoleNames roles={roles} /> },
  { key: 'state', header: t('people:column.state'), cell: ({ state }) => <PersonStateMark state={state} /> },
  {
    key: 'branch',
    header: t('people:column.branch'),
    cell: ({ branch }) => branch?.name ?? <span className={classes.quiet}>{t('people:noBranch')}</span>,
  },
  {
    key: 'lastSignIn',
    header: t('people:column.lastSignIn'),
    cell: ({ lastSignInAt }) =>
      lastSignInAt ? <Time value={lastSignInAt} /> : <span className={classes.quiet}>{t('people:never')}</span>,
  },
];

export function PeopleTable({ rows, onInvitation }: PeopleTableProps) {
  const { t } = useTranslation('people');
  return <DataTable caption={t('caption')} columns={columns(t, onInvitation)} rows={rows} rowKey={(row) => row.id} />;
}
