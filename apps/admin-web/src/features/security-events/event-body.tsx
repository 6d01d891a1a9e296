import { Stack, Text } from '@mantine/core';
import type { SecurityEventView } from '@ostiary/domain/security-events';
import { Section, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { Facts } from '../../lib/facts.tsx';
import { usePermission } from '../../lib/person.ts';
import { EventPerson } from './event-people.tsx';
import classes from './security-events.module.css';

interface ViewProps {
  view: SecurityEventView;
}

/** Whom it is about, from where, and who works on it. */
export function EventFacts({ view }: ViewProps) {
  const { t } = useTranslation('security-events');
  return (
    <Section title={t('about')}>
      <Facts
        facts={[
          [t('column.person'), <EventPerson key="person" person={view.person} />],
          [t('column.address'), view.ipAddress ?? t('notKnown')],
          [t('device'), view.userAgent ?? t('notKnown')],
          [t('column.at'), <Time key="at" value={view.createdAt} />],
          [t('column.owner'), view.owner?.name ?? t('nobody')],
        ]}
      />
    </Section>
  );
}

/** A fact's value as one line; the place that recorded it chose ids, counts and codes. */
const lineOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** What the place that recorded it knew. */
export function EventDetails({ view: { metadata } }: ViewProps) {
  const { t } = useTranslation('security-events');
  const facts = Object.entries(metadata ?? {}).filter(([, value]) => value !== null);
  if (facts.length === 0) return null;
  return (
    <Section title={t('details')}>
      <Facts
        facts={facts.map(([name, value]) => [t(`fact.${name}`, { defaultValue: name }), lineOf(value)] as const)}
      />
    </Section>
  );
}

/** Where to look next: the same person, the same address. */
export function EventLinks({ view: { person, ipAddress, near } }: ViewProps) {
  const { t } = useTranslation('security-events');
  const canReadSignIns = usePermission('staff.read');
  const canReadAudit = usePermission('audit.read');
  const name = person && (person.customerId ?? person.name);
  return (
    <Section title={t('near.title')}>
      <Stack gap="xs" component="ul" m={0} pl="md">
        {person && name && (
          <li>
            <Link to={paths.securityEvents} search={{ state: 'all', person: name }}>
              {t('near.ofPerson', { count: near.ofPerson })}
            </Link>
          </li>
        )}
        {ipAddress && (
          <li>
            <Link to={paths.securityEvents} search={{ state: 'all', address: ipAddress }}>
              {t('near.fromAddress', { count: near.fromAddress })}
            </Link>
          </li>
        )}
        {canReadSignIns && ipAddress && (
          <li>
            <Link to={paths.signIns} search={{ address: ipAddress }}>
              {t('near.signIns', { address: ipAddress })}
            </Link>
          </li>
        )}
        {canReadAudit && person && (
          <li>
            <Link to={paths.auditPerson} params={{ id: person.id }}>
              {t('near.trail')}
            </Link>
          </li>
        )}
      </Stack>
    </Section>
  );
}

/** What was found, once it is resolved. */
export function EventNote({ view: { note, state, isNoteAsRecorded } }: ViewProps) {
  const { t } = useTranslation('security-events');
  if (state !== 'RESOLVED') return null;
  return (
    <Section title={t('found')}>
      <Text className={classes.note}>{note ?? t('noteGone')}</Text>
      {isNoteAsRecorded === false && <Text c="dimmed">{t('people:notAsRecorded')}</Text>}
    </Section>
  );
}
