import { Group, Stack, Text } from '@mantine/core';
import type { AlertView } from '@ostiary/domain/fraud-alerts';
import { Callout, Page, QueryView, Time } from '@ostiary/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { AlertActions } from './alert-actions.tsx';
import { AlertFacts, AlertNotes, AlertSignals } from './alert-body.tsx';
import { AlertStatusMark, SeverityMark } from './alert-marks.tsx';
import { NoteForm } from './note-form.tsx';

const route = getRouteApi(routeIds.fraudAlert);

function Outcome({ view: { resolution, resolvedBy, resolvedAt } }: { view: AlertView }) {
  const { t } = useTranslation('alerts');
  if (resolution === null || resolvedAt === null) return null;
  return (
    <Callout tone={resolution === 'TRUE_POSITIVE' ? 'caution' : 'info'} title={t(`resolution.${resolution}`)}>
      {t('resolvedBy', { name: resolvedBy ?? '' })} <Time value={resolvedAt} isWithin />
    </Callout>
  );
}

function Alert({ view }: { view: AlertView }) {
  const { t } = useTranslation('alerts');
  const canResolve = usePermission('fraud.resolve');
  const canNote = canResolve && view.status !== 'RESOLVED';
  return (
    <Page
      title={t(`type.${view.alertType}.title`)}
      eyebrow={<Link to={paths.fraudAlerts}>{t('back')}</Link>}
      aside={<AlertFacts view={view} />}
      lead={
        <Group gap="sm">
          <SeverityMark severity={view.severity} />
          <AlertStatusMark status={view.status} resolution={view.resolution} />
          <span>{view.alertId}</span>
        </Group>
      }
    >
      <Stack gap="lg">
        <Text>{t(`type.${view.alertType}.text`)}</Text>
        <Outcome view={view} />
        {canResolve && <AlertActions view={view} />}
        <AlertSignals view={view} />
        <AlertNotes view={view}>{canNote && <NoteForm alertId={view.alertId} />}</AlertNotes>
      </Stack>
    </Page>
  );
}

function AlertPage() {
  const { t } = useTranslation('alerts');
  const { id: alertId } = route.useParams();
  const found = trpc.fraudAlerts.get.useQuery({ alertId });
  if (found.data) return <Alert view={found.data} />;
  return (
    <Page title={t(found.isError ? 'failed' : 'opening')}>
      <QueryView query={found}>{() => null}</QueryView>
    </Page>
  );
}

/** One fraud alert: why it was raised, whose it is, and what was found. */
export function AlertScreen() {
  return (
    <PermissionGate permission="fraud.read">
      <AlertPage />
    </PermissionGate>
  );
}
