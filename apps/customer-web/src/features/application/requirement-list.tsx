import type { ApplicationOverview } from '@ostiary/domain/application';
import { TaskList, TaskRow } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { stepPath } from '../../app/paths.ts';
import { TextLink } from '../../lib/links.tsx';
import { isDueRow } from './state-words.ts';

type Row = ApplicationOverview['rows'][number];

function Note({ row }: { row: Row }) {
  return (
    <>
      {row.summary}
      {row.summary && row.refusal && isDueRow(row) && <br />}
      {row.refusal && isDueRow(row) && `${row.refusal.message} ${row.refusal.nextStep}`}
    </>
  );
}

/** Everything the bank asked for, and where each thing stands. */
export function RequirementList({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation('application');
  const hasNote = (row: Row) => row.summary !== null || (row.refusal !== undefined && isDueRow(row));
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
          note={hasNote(row) ? <Note row={row} /> : undefined}
        />
      ))}
    </TaskList>
  );
}
