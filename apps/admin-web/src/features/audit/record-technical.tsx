import type { AuditItem } from '@ostiary/domain/audit';
import { exactTime, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../lib/facts.tsx';
import { useSayValue } from './say-fact.ts';

/** What a machine knows of the record: for a question to the bank's engineers. */
export function RecordTechnical({ record }: { record: AuditItem }) {
  const { t } = useTranslation('audit');
  const { locale } = useLabels();
  const { actor, target } = record;
  const say = useSayValue({});
  const roles = actor.role.split(',').map((role) => say(role));
  return (
    <Facts
      facts={[
        [t('technical.at'), exactTime(new Date(record.at), locale)],
        [t('technical.index'), record.index ?? t('technical.unsealed')],
        [t('technical.action'), <code key="action">{record.action}</code>],
        [t('technical.role'), roles.join(', ')],
        [t('technical.target'), <code key="target">{target.id ? `${target.type} ${target.id}` : target.type}</code>],
        [t('technical.request'), <code key="request">{record.requestId ?? t('value.none')}</code>],
        [t('technical.address'), record.ip ?? t('value.none')],
        [t('technical.agent'), record.agent ?? t('value.none')],
        [t('technical.id'), <code key="id">{record.id}</code>],
      ]}
    />
  );
}
