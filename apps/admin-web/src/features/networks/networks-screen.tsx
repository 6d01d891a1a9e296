import type { StaffNetworksView } from '@ostiary/domain/auth';
import { Page, QueryView, Section } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { NetworksEditor } from './networks-editor.tsx';

function useTitle(view: StaffNetworksView | undefined): string {
  const { t } = useTranslation('networks');
  if (!view) return t('title.loading');
  const { networks, fixed, isOpenToAll } = view;
  return isOpenToAll ? t('title.everywhere') : t('title.some', { count: networks.length + fixed.length });
}

function Networks() {
  const { t } = useTranslation('networks');
  const view = trpc.staffNetworks.get.useQuery();
  return (
    <Page title={useTitle(view.data)} lead={view.data?.isOpenToAll ? undefined : t('lead')}>
      <QueryView query={view} isEmpty={() => false}>
        {(data) => <NetworksEditor view={data} />}
      </QueryView>
      <Section title={t('about.title')}>
        <p>{t('about.empty')}</p>
        <p>{t('about.format')}</p>
      </Section>
    </Page>
  );
}

/** Where the staff portal may be opened from. */
export function NetworksScreen() {
  return (
    <PermissionGate permission="staff.manage">
      <Networks />
    </PermissionGate>
  );
}
