import { Group, Text } from '@mantine/core';
import type { ApplicationOverview } from '@ostiary/domain/application';
import { ActionCard, Callout } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { paths, stepPath } from '../../app/paths.ts';
import { ButtonLink } from '../../lib/links.tsx';

type Row = ApplicationOverview['rows'][number];

function RowAction({ row }: { row: Row }) {
  const { t } = useTranslation('application');
  const isDocument = row.kind === 'document';
  const verb = row.refusal ? (isDocument ? 'sendAgain' : 'correct') : row.state === 'in_progress' ? 'carryOn' : 'start';
  return (
    <ActionCard title={row.title}>
      {row.refusal ? (
        <Callout tone="refusal" title={row.refusal.message}>
          {row.refusal.nextStep}
        </Callout>
      ) : (
        <Text>{row.reason}</Text>
      )}
      <Group gap="sm">
        <ButtonLink to={stepPath(row.code)}>{t(`do.${verb}`)}</ButtonLink>
        {isDocument && (
          <Text size="sm" c="dimmed">
            {t('files')}
          </Text>
        )}
      </Group>
    </ActionCard>
  );
}

/** The one card with the one thing to do; nothing while it is the bank's turn. */
export function NextAction({ overview }: { overview: ApplicationOverview }) {
  const { t } = useTranslation('application');
  const { nextAction, rows, isChecking } = overview;
  const row = rows.find(({ code }) => code === nextAction);
  if (row) return <RowAction row={row} />;
  if (nextAction !== 'submit') return null;
  return (
    <ActionCard title={t('submitCard.title')}>
      <Text>{t(isChecking ? 'submitCard.checking' : 'submitCard.text')}</Text>
      <Group>
        <ButtonLink to={paths.checkAnswers}>{t('submitCard.go')}</ButtonLink>
      </Group>
    </ActionCard>
  );
}
