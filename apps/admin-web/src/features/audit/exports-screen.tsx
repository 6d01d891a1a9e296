import { Stack } from '@mantine/core';
import { EmptyNote, Page, QueryView, Section } from '@ostiary/ui';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { ExportCard, isUnderWay } from './export-card.tsx';
import { ExportForm } from './export-form.tsx';
import classes from './audit.module.css';

const route = getRouteApi(routeIds.auditExports);
const pollMs = 1_000;

function Exports() {
  const { t } = useTranslation('audit');
  const search = route.useSearch();
  const list = trpc.audit.exports.list.useQuery(undefined, {
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? pollMs : false),
  });
  return (
    <Page title={t('exports.title')} lead={t('exports.lead')}>
      <Stack gap="xl">
        <ExportForm search={search} />
        <Section title={t('exports.list')}>
          <QueryView
            query={list}
            empty={<EmptyNote title={t('exports.none.title')}>{t('exports.none.text')}</EmptyNote>}
          >
            {({ items }) => (
              <ul className={classes.cards} aria-label={t('exports.list')}>
                {items.map((view) => (
                  <ExportCard key={view.id} view={view} />
                ))}
              </ul>
            )}
          </QueryView>
        </Section>
      </Stack>
    </Page>
  );
}

/** Files of the record: started, followed, fetched. */
export function AuditExportsScreen() {
  return (
    <PermissionGate permission="audit.export">
      <Exports />
    </PermissionGate>
  );
}
