import { Anchor } from '@mantine/core';
import type { LoginActivityRow, LoginOutcome } from '@ostiary/domain/auth';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { type Column, DataTable, Pill, type Status, StatusMark, Time } from '@ostiary/ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import classes from './sign-ins.module.css';

const marks: Record<LoginOutcome, Status> = {
  SUCCEEDED: 'accepted',
  SECOND_FACTOR_ASKED: 'in_progress',
  FAILED: 'refused',
  SECOND_FACTOR_FAILED: 'refused',
  LOCKED: 'expired',
  THROTTLED: 'expired',
};

function PersonCell({ person }: Pick<LoginActivityRow, 'person'>) {
  const { t } = useTranslation('sign-ins');
  if (!person) return <span className={classes.quiet}>{t('nobody')}</span>;
  return (
    <span className={classes.person}>
      <span className={classes.name}>{person.name || person.username}</span>
      <span className={classes.quiet}>{person.username}</span>
      {person.customerId && (
        <span className={`${classes.quiet} ${classes.whole}`}>{formatCustomerNumber(person.customerId)}</span>
      )}
    </span>
  );
}

function DeviceCell({ device }: Pick<LoginActivityRow, 'device'>) {
  const { t } = useTranslation('sign-ins');
  const { browser, system } = device;
  if (!browser && !system) return <span className={classes.quiet}>{t('device.unknown')}</span>;
  return <>{browser && system ? t('device.on', { browser, system }) : browser || system}</>;
}

function MarksCell({ isNewDevice, reportedAt }: Pick<LoginActivityRow, 'isNewDevice' | 'reportedAt'>) {
  const { t } = useTranslation('sign-ins');
  return (
    <span className={classes.marks}>
      {isNewDevice && <Pill tone="caution">{t('mark.newDevice')}</Pill>}
      {reportedAt && <Pill tone="refusal">{t('mark.reported')}</Pill>}
    </span>
  );
}

const columns = (t: TFunction, onAddress: (address: string) => void): Column<LoginActivityRow>[] => [
  {
    key: 'at',
    header: t('sign-ins:column.at'),
    cell: (row) => (
      <span className={classes.whole}>
        <Time value={row.at} />
      </span>
    ),
  },
  { key: 'person', header: t('sign-ins:column.person'), cell: (row) => <PersonCell person={row.person} /> },
  {
    key: 'outcome',
    header: t('sign-ins:column.outcome'),
    cell: (row) => <StatusMark status={marks[row.outcome]}>{t(`sign-ins:outcome.${row.outcome}`)}</StatusMark>,
  },
  { key: 'door', header: t('sign-ins:column.door'), cell: (row) => t(`sign-ins:door.${row.door}`) },
  { key: 'device', header: t('sign-ins:column.device'), cell: (row) => <DeviceCell device={row.device} /> },
  {
    key: 'address',
    header: t('sign-ins:column.address'),
    cell: ({ address }) => (
      <Anchor
        component="button"
        type="button"
        inherit
        title={t('sign-ins:onlyAddress', { address })}
        onClick={() => onAddress(address)}
      >
        {address}
      </Anchor>
    ),
  },
  { key: 'marks', header: t('sign-ins:column.marks'), cell: (row) => <MarksCell {...row} /> },
];

interface SignInsTableProps {
  rows: readonly LoginActivityRow[];
  onAddress: (address: string) => void;
}

export function SignInsTable({ rows, onAddress }: SignInsTableProps) {
  const { t } = useTranslation('sign-ins');
  return <DataTable caption={t('caption')} columns={columns(t, onAddress)} rows={rows} rowKey={(row) => row.id} />;
}
