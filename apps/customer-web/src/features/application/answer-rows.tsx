import { VisuallyHidden } from '@mantine/core';
import type { ApplicationOverview } from '@ostiary/domain/application';
import { TaskList, TaskRow, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { stepPath } from '../../app/paths.ts';
import { sayDay } from '../../lib/format.ts';
import { TextLink } from '../../lib/links.tsx';

interface AnswerRowsProps {
  rows: ApplicationOverview['rows'];
  /** Not in the list's summary, but worth a second look before sending. */
  dateOfBirth: string | undefined;
}

/** Every answer with the way to change it. */
export function AnswerRows({ rows, dateOfBirth }: AnswerRowsProps) {
  const { t } = useTranslation('application');
  const { locale } = useLabels();
  const birth =
    dateOfBirth && /^\d{4}-\d{2}-\d{2}$/.test(dateOfBirth) ? t('check.born', { day: sayDay(dateOfBirth, locale) }) : '';
  return (
    <TaskList label={t('check.title')}>
      {rows.map((row) => (
        <TaskRow
          key={row.code}
          status={row.state}
          statusText={t(`state.${row.state}`)}
          title={row.title}
          note={[row.summary ?? t('check.nothing'), row.code === 'identity' ? birth : ''].filter(Boolean).join(', ')}
          action={
            row.isOpen && (
              <TextLink to={stepPath(row.code)}>
                {t('check.change')} <VisuallyHidden>{row.title}</VisuallyHidden>
              </TextLink>
            )
          }
        />
      ))}
    </TaskList>
  );
}
