import { Group, Stack, Text } from '@mantine/core';
import type { SecurityEventView } from '@ostiary/domain/security-events';
import { Callout, Page, QueryView, Time } from '@ostiary/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { EventActions } from './event-actions.tsx';
import { EventDetails, EventFacts, EventLinks, EventNote } from './event-body.tsx';
import { EventStateMark, SeverityMark } from './event-marks.tsx';
import { EventReopenings, ReopenButton } from './event-reopening.tsx';

const route = getRouteApi(routeIds.securityEvent);

function Outcome({ view: { resolution, resolvedBy, resolvedAt } }: { view: SecurityEventView }) {
  const { t } = useTranslation('security-events');
  if (resolution === null || resolvedAt === null) return null;
  return (
    <Callout tone={resolution === 'TRUE_POSITIVE' ? 'caution' : 'info'} title={t(`resolution.${resolution}`)}>
      {t('resolvedBy', { name: resolvedBy?.name ?? t('aColleague') })} <Time value={resolvedAt} isWithin />
    </Callout>
  );
}

function SecurityEvent({ view }: { view: SecurityEventView }) {
  const { t } = useTranslation('security-events');
  const canResolve = usePermission('security.resolve');
  return (
    <Page
      title={t(`type.${view.eventType}.title`)}
      eyebrow={<Link to={paths.securityEvents}>{t('back')}</Link>}
      aside={<EventFacts view={view} />}
      lead={
        <Group gap="sm">
          <SeverityMark severity={view.severity} />
          <EventStateMark state={view.state} resolution={view.resolution} />
        </Group>
      }
    >
      <Stack gap="lg">
        <Text>{t(`type.${view.eventType}.text`)}</Text>
        <Outcome view={view} />
        {canResolve && <EventActions view={view} />}
        <EventNote view={view} />
        {canResolve && <ReopenButton view={view} />}
        <EventReopenings view={view} />
        <EventDetails view={view} />
        <EventLinks view={view} />
      </Stack>
    </Page>
  );
}

function EventPage() {
  const { t } = useTranslation('security-events');
  const { id } = route.useParams();
  // Each look is on record: the window's focus alone is no reason for another.
  const found = trpc.securityEvents.get.useQuery({ id }, { refetchOnWindowFocus: false });
  if (found.data) return <SecurityEvent view={found.data} />;
  return (
    <Page title={t(found.isError ? 'failed' : 'opening')}>
      <QueryView query={found}>{() => null}</QueryView>
    </Page>
  );
}

/** One security event: what happened, whose it is, and what was found. */
export function SecurityEventScreen() {
  return (
    <PermissionGate permission="security.read">
      <EventPage />
    </PermissionGate>
  );
}
