import { Text } from '@mantine/core';
import type { AuditItem } from '@ostiary/domain/audit';
import { useTranslation } from 'react-i18next';
import { sayField, useSayValue } from './say-fact.ts';
import classes from './audit.module.css';

/** What stood before and after, by plain names. */
export function RecordChanges({ record: { facts, people } }: { record: AuditItem }) {
  const { t } = useTranslation('audit');
  const say = useSayValue(people);
  const { before, after } = facts;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return <Text c="dimmed">{t('changes.none')}</Text>;
  return (
    <table className={classes.changes} aria-label={t('changes.title')}>
      <thead>
        <tr>
          <th scope="col">{t('changes.field')}</th>
          {before && <th scope="col">{t('changes.before')}</th>}
          <th scope="col">{t(before ? 'changes.after' : 'changes.value')}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{sayField(name, t)}</th>
            {before && <td>{say(before[name])}</td>}
            <td>{say(after?.[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
