import { Stack } from '@mantine/core';
import type { PolicyFamily, PolicyVersionFacts } from '@ostiary/domain/policy';
import { type Column, DataTable, EmptyNote, Page, QueryView, Section, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { StartDraft } from './start-draft-button.tsx';

const columns = (t: TFunction): Column<PolicyVersionFacts>[] => [
  {
    key: 'version',
    header: t('policies:column.version'),
    isRowLink: true,
    cell: ({ code, version }) => (
      <Link to={paths.policy} params={{ code, version: String(version) }}>
        {t('policies:version', { version })}
      </Link>
    ),
  },
  {
    key: 'published',
    header: t('policies:column.published'),
    cell: (row) => <Time value={row.publishedAt} as="date" />,
  },
  {
    key: 'proposedBy',
    header: t('policies:column.proposedBy'),
    cell: (row) => row.proposedBy ?? t('policies:shipped'),
  },
  {
    key: 'publishedBy',
    header: t('policies:column.publishedBy'),
    cell: (row) => row.publishedBy ?? t('policies:shipped'),
  },
  {
    key: 'applications',
    header: t('policies:column.applications'),
    align: 'end',
    cell: ({ applications }) => applications,
  },
];

function Family({ family }: { family: PolicyFamily }) {
  const { t } = useTranslation('policies');
  const [newest, previous] = family.versions;
  return (
    <Section title={family.title}>
      <DataTable
        caption={t('versionsOf', { title: family.title })}
        columns={columns(t)}
        rows={family.versions}
        rowKey={({ version }) => String(version)}
      />
      {newest && previous && (
        <Link
          to={paths.policyCompare}
          params={{ code: family.code }}
          search={{ from: previous.version, to: newest.version }}
        >
          {t('compare.last', { from: previous.version, to: newest.version })}
        </Link>
      )}
      {newest && <StartDraft code={family.code} version={newest.version} draftId={family.draft?.id ?? null} />}
    </Section>
  );
}

function Policies() {
  const { t } = useTranslation('policies');
  const list = trpc.policies.list.useQuery();
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <QueryView query={list} empty={<EmptyNote title={t('empty.title')}>{t('empty.text')}</EmptyNote>}>
        {({ items }) => (
          <Stack gap="xl">
            {items.map((family) => (
              <Family key={family.code} family={family} />
            ))}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** Every policy of the bank with its versions. */
export function PoliciesScreen() {
  return (
    <PermissionGate permission="policy.read">
      <Policies />
    </PermissionGate>
  );
}
