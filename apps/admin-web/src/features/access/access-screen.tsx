import { Stack } from '@mantine/core';
import type { FeatureList } from '@ostiary/domain/access';
import { Callout, Page, QueryView, Section } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { FeatureDialog, type Turn } from './feature-dialog.tsx';
import { FeatureGrid } from './feature-grid.tsx';
import { FeatureHistory } from './feature-history.tsx';
import { RoleList } from './role-list.tsx';

function Grid({ list }: { list: FeatureList }) {
  const { t } = useTranslation('access');
  const canManage = usePermission('features.manage');
  const [turn, setTurn] = useState<Turn>();
  return (
    <Stack gap="lg">
      {!canManage && <Callout tone="info">{t('people:readOnly')}</Callout>}
      <FeatureGrid list={list} onTurn={canManage ? setTurn : undefined} />
      {turn && <FeatureDialog turn={turn} onClose={() => setTurn(undefined)} />}
      <FeatureHistory changes={list.changes} />
    </Stack>
  );
}

function useTitle(list: FeatureList | undefined) {
  const { t } = useTranslation('access');
  if (!list) return t('title.loading');
  const count = list.roles.flatMap(({ features }) => features).filter(({ isOn }) => !isOn).length;
  return t('title.off', { count });
}

function Access() {
  const { t } = useTranslation('access');
  const features = trpc.features.list.useQuery();
  return (
    <Page title={useTitle(features.data)} lead={t('lead')} width="wide">
      <QueryView query={features} isEmpty={() => false}>
        {(list) => <Grid list={list} />}
      </QueryView>
      <Section title={t('roles.title')}>
        <RoleList />
      </Section>
    </Page>
  );
}

/** What each role is, and which parts of the desk are open to it. */
export function AccessScreen() {
  return (
    <PermissionGate permission="staff.read">
      <Access />
    </PermissionGate>
  );
}
