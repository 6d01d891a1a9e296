import { Button, Group } from '@mantine/core';
import type { BranchView } from '@ostiary/domain/branches';
import { type Column, DataTable, Pill, useLabels } from '@ostiary/ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type BranchRow, toTree } from './branch-tree.ts';
import classes from './branches.module.css';

interface Actions {
  onEdit: (branch: BranchView) => void;
  onClose: (branch: BranchView) => void;
}

const countryName = (code: string, locale: string) =>
  new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }).of(code) ?? code;

function RowActions({ branch, actions }: { branch: BranchView; actions: Actions }) {
  const { t } = useTranslation('branches');
  if (branch.closedAt !== null) return null;
  const { name } = branch;
  return (
    <Group gap={6} wrap="nowrap">
      <Button variant="default" size="xs" aria-label={t('edit.of', { name })} onClick={() => actions.onEdit(branch)}>
        {t('edit.action')}
      </Button>
      <Button variant="subtle" size="xs" aria-label={t('close.of', { name })} onClick={() => actions.onClose(branch)}>
        {t('close.action')}
      </Button>
    </Group>
  );
}

const columns = (t: TFunction, locale: string): Column<BranchRow>[] => [
  {
    key: 'name',
    header: t('branches:column.name'),
    cell: ({ branch, depth }) => (
      <span className={classes.name} data-depth={Math.min(depth, 4)}>
        {branch.name}
        {branch.closedAt !== null && <Pill tone="refusal">{t('branches:closed')}</Pill>}
      </span>
    ),
  },
  { key: 'code', header: t('branches:column.code'), cell: ({ branch }) => branch.code },
  {
    key: 'place',
    header: t('branches:column.place'),
    cell: ({ branch: { country, regions } }) =>
      `${countryName(country, locale)}: ${regions.length === 0 ? t('branches:allRegions') : regions.join(', ')}`,
  },
  { key: 'ifsc', header: t('branches:column.ifsc'), cell: ({ branch }) => branch.ifscPrefix ?? '—' },
  { key: 'people', header: t('branches:column.people'), align: 'end', cell: ({ branch }) => branch.people },
  {
    key: 'cases',
    header: t('branches:column.cases'),
    align: 'end',
    cell: ({ branch }) => branch.openCases ?? t('branches:many'),
  },
];

/** Branches as a tree in a table; with `actions`, each can be changed and closed. */
export function BranchTable({ branches, actions }: { branches: readonly BranchView[]; actions?: Actions }) {
  const { t } = useTranslation('branches');
  const { locale } = useLabels();
  const actionColumn: Column<BranchRow> = {
    key: 'actions',
    header: t('column.actions'),
    align: 'end',
    cell: ({ branch }) => actions && <RowActions branch={branch} actions={actions} />,
  };
  return (
    <DataTable
      caption={t('caption')}
      columns={actions ? [...columns(t, locale), actionColumn] : columns(t, locale)}
      rows={toTree(branches)}
      rowKey={({ branch }) => branch.id}
    />
  );
}
