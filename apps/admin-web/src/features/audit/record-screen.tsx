import { Stack } from '@mantine/core';
import type { AuditEventView } from '@ostiary/domain/audit';
import { Page, QueryView, Section, Time } from '@ostiary/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { askedByHand } from './audit-query.ts';
import { ProofSection } from './proof-section.tsx';
import { RecordChanges } from './record-changes.tsx';
import { RecordSentence, useActionName } from './record-sentence.tsx';
import { RecordTechnical } from './record-technical.tsx';
import classes from './audit.module.css';

const route = getRouteApi(routeIds.auditRecord);

interface RecordProps {
  view: AuditEventView;
  onLookAgain: () => void;
  isLooking: boolean;
}

function RecordPage({ view, onLookAgain, isLooking }: RecordProps) {
  const { t } = useTranslation('audit');
  const nameOf = useActionName();
  return (
    <Page
      title={nameOf(view.action)}
      eyebrow={<Link to={paths.audit}>{t('back')}</Link>}
      lead={
        <>
          <RecordSentence record={view} /> <Time value={view.at} />
          {view.ip && <>, {t('fromAddress', { ip: view.ip })}</>}
        </>
      }
    >
      <Section title={t('changes.title')}>
        <RecordChanges record={view} />
      </Section>
      <ProofSection view={view} onLookAgain={onLookAgain} isLooking={isLooking} />
      <Section title={t('technical.title')}>
        <RecordTechnical record={view} />
        <details className={classes.details}>
          <summary>{t('technical.canonical')}</summary>
          <Stack gap="xs" pt="sm">
            <span className={classes.hash}>{view.canonical}</span>
          </Stack>
        </details>
      </Section>
    </Page>
  );
}

function AuditRecord() {
  const { t } = useTranslation('audit');
  const { id } = route.useParams();
  const found = trpc.audit.event.useQuery({ id }, askedByHand);
  if (found.data)
    return <RecordPage view={found.data} onLookAgain={() => void found.refetch()} isLooking={found.isFetching} />;
  return (
    <Page title={t(found.isError ? 'recordFailed' : 'recordOpening')}>
      <QueryView query={found}>{() => null}</QueryView>
    </Page>
  );
}

/** One record: its sentence, what changed, and the proof that it lies in the sealed log. */
export function AuditRecordScreen() {
  return (
    <PermissionGate permission="audit.read">
      <AuditRecord />
    </PermissionGate>
  );
}
