import { List } from '@mantine/core';
import type { ApplicationOverview } from '@ostiary/domain/application';
import { Section } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';

function useChecks({ rows, status }: ApplicationOverview): { key: string; text: string }[] {
  const { t } = useTranslation('application');
  const running = rows
    .filter((row) => row.isChecking)
    .map(({ code, kind, title }) => ({
      key: code,
      text: t(kind === 'document' ? 'checkingNow.file' : 'checkingNow.register', { title }),
    }));
  const count = rows.filter((row) => row.state === 'submitted' && !row.isChecking).length;
  if (count === 0) return running;
  if (status === 'SUBMITTED') return [...running, { key: 'queue', text: t('checkingNow.queue', { count }) }];
  if (status === 'IN_REVIEW' || status === 'PENDING_SECOND_APPROVAL')
    return [...running, { key: 'person', text: t('checkingNow.person', { count }) }];
  return running;
}

/** What the bank is at just now, read out when it changes; nothing while it is at nothing. */
export function CheckingNow({ overview }: { overview: ApplicationOverview }) {
  const { t } = useTranslation('application');
  const checks = useChecks(overview);
  return (
    <div role="status">
      {checks.length > 0 && (
        <Section title={t('checkingNow.title')}>
          <List spacing="xs">
            {checks.map(({ key, text }) => (
              <List.Item key={key}>{text}</List.Item>
            ))}
          </List>
        </Section>
      )}
    </div>
  );
}
