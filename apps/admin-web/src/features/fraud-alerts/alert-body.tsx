import { Box, Stack, Text } from '@mantine/core';
import type { AlertView } from '@ostiary/domain/fraud-alerts';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { EmptyNote, Section, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { usePermission } from '../../lib/person.ts';
import classes from './alerts.module.css';

interface ViewProps {
  view: AlertView;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box py={6}>
      <Text component="dt" c="dimmed">
        {name}
      </Text>
      <Box component="dd" m={0}>
        {children}
      </Box>
    </Box>
  );
}

/** Whom and which case it is about. */
export function AlertFacts({ view }: ViewProps) {
  const { t } = useTranslation('alerts');
  const canOpen = usePermission('review.read');
  return (
    <Section title={t('about')}>
      <Box component="dl" m={0}>
        <Fact name={t('column.customer')}>
          {view.customerName || t('nameless')} ({formatCustomerNumber(view.customerId)})
        </Fact>
        {canOpen && view.applicationId && (
          <Fact name={t('case')}>
            <Link to={paths.case} params={{ id: view.applicationId }}>
              {t('openCase')}
            </Link>
          </Fact>
        )}
        <Fact name={t('column.score')}>{view.riskScore}</Fact>
        <Fact name={t('column.raised')}>
          <Time value={view.createdAt} />
        </Fact>
        <Fact name={t('column.owner')}>{view.owner?.name ?? t('nobody')}</Fact>
      </Box>
    </Section>
  );
}

/** What the rules noticed, with the points that each adds to the score. */
export function AlertSignals({ view }: ViewProps) {
  const { t } = useTranslation('alerts');
  return (
    <Section title={t('signals')}>
      <ul className={classes.signals} aria-label={t('signals')}>
        {view.signals.map(({ code, text, points }) => (
          <li key={code} className={classes.signal}>
            <span>{text}</span>
            <span className={classes.points}>{t('points', { count: points })}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What staff wrote; the customer never sees it. */
export function AlertNotes({ view, children }: ViewProps & { children?: ReactNode }) {
  const { t } = useTranslation('alerts');
  return (
    <Section title={t('notes.title')}>
      <Stack gap="md">
        {view.notes.length === 0 && <EmptyNote title={t('notes.none')} />}
        {view.notes.map(({ author, at, body }) => (
          <div key={`${at} ${author} ${body}`}>
            <Text className={classes.note}>{body ?? t('notes.unreadable')}</Text>
            <Text size="sm" c="dimmed">
              {author}, <Time value={at} isWithin />
            </Text>
          </div>
        ))}
        {children}
      </Stack>
    </Section>
  );
}
