import { Button, Group, Stack } from '@mantine/core';
import type { BranchView } from '@ostiary/domain/branches';
import { Callout, EmptyNote, Page, QueryView } from '@ostiary/ui';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { BranchDialog } from './branch-dialog.tsx';
import { BranchTable } from './branch-table.tsx';
import { CloseDialog } from './close-dialog.tsx';

/** What is open over the list: a form for a new branch or one of the list, or the question before it closes. */
type Open = { kind: 'new' } | { kind: 'edit' | 'close'; branch: BranchView };

function Dialogs({ open, branches, onClose }: { open: Open; branches: readonly BranchView[]; onClose: () => void }) {
  if (open.kind === 'new') return <BranchDialog branches={branches} onClose={onClose} />;
  // What is read again while it is open has a newer version than what was opened.
  const newest = branches.find(({ id }) => id === open.branch.id) ?? open.branch;
  if (open.kind === 'close') return <CloseDialog branch={newest} onClose={onClose} />;
  return <BranchDialog branch={newest} branches={branches} onClose={onClose} />;
}

function Branches() {
  const { t } = useTranslation('branches');
  const canManage = usePermission('branches.manage');
  const list = trpc.branches.list.useQuery();
  const [open, setOpen] = useState<Open>();
  const actions = {
    onEdit: (branch: BranchView) => setOpen({ kind: 'edit', branch }),
    onClose: (branch: BranchView) => setOpen({ kind: 'close', branch }),
  };
  const count = list.data?.branches.filter(({ closedAt }) => closedAt === null).length;
  return (
    <Page title={count === undefined ? t('title.loading') : t('title.some', { count })} lead={t('lead')} width="wide">
      {canManage ? (
        <Group>
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen({ kind: 'new' })}>
            {t('new')}
          </Button>
        </Group>
      ) : (
        <Callout tone="info">{t('people:readOnly')}</Callout>
      )}
      <QueryView
        query={list}
        isEmpty={({ branches }) => branches.length === 0}
        empty={<EmptyNote title={t('empty.title')}>{t('empty.text')}</EmptyNote>}
      >
        {({ branches }) => (
          <Stack gap="md">
            <BranchTable branches={branches} actions={canManage ? actions : undefined} />
          </Stack>
        )}
      </QueryView>
      {open && <Dialogs open={open} branches={list.data?.branches ?? []} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

/** Where the bank works: who looks after which applicants. */
export function BranchesScreen() {
  return (
    <PermissionGate permission="staff.read">
      <Branches />
    </PermissionGate>
  );
}
