import { Text } from '@mantine/core';
import type { ApplicationOverview } from '@ostiary/domain/application';
import { TaskList, TaskRow, Time } from '@ostiary/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { stepPath } from '../../app/paths.ts';
import { TextLink } from '../../lib/links.tsx';
import { isDueRow } from './state-words.ts';

type Row = ApplicationOverview['rows'][number];

function Line({ children }: { children: ReactNode }) {
  return (
    <Text span inherit display="block">
      {children}
    </Text>
  );
}

function Note({ row, at }: { row: Row; at: string | undefined }) {
  const { t } = useTranslation('application');
  return (
    <>
      {row.summary && <Line>{row.summary}</Line>}
      {at && (
        <Line>
          {t('receivedAt')} <Time value={at} />
        </Line>
      )}
      {row.refusal && isDueRow(row) && <Line>{`${row.refusal.message} ${row.refusal.nextStep}`}</Line>}
    </>
  );
}

/** Everything the bank asked for, and where each thing stands. */
export function RequirementList({ rows, receivedAt }: Pick<ApplicationOverview, 'rows' | 'receivedAt'>) {
  const { t } = useTranslation('application');
  const hasNote = (row: Row) =>
    row.summary !== null || receivedAt[row.code] !== undefined || (row.refusal !== undefined && isDueRow(row));
  return (
    <TaskList label={t('asked')}>
      {rows.map((row) => (
        <TaskRow
          key={row.code}
          status={row.state}
          statusText={
            row.state === 'refused' && row.kind === 'document' ? t('state.sendAgain') : t(`state.${row.state}`)
          }
          title={row.isOpen ? <TextLink to={stepPath(row.code)}>{row.title}</TextLink> : row.title}
          note={hasNote(row) ? <Note row={row} at={receivedAt[row.code]} /> : undefined}
        />
      ))}
    </TaskList>
  );
}
