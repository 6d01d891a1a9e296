import { Button, Group, Stack, Text } from '@mantine/core';
import type { PersonView } from '@ostiary/domain/access';
import { QueryView, Section } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { trpc } from '../../lib/trpc.ts';
import { BranchFields } from './branch-fields.tsx';

interface ViewProps {
  view: PersonView;
}

function BranchDialog({ view, onClose }: ViewProps & { onClose: () => void }) {
  const { t } = useTranslation('people');
  const { client } = trpc.useUtils();
  const choices = trpc.people.choices.useQuery();
  const [seen] = useState(view.version);
  const [branchId, setBranchId] = useState(view.branch?.id ?? '');
  const [isOnly, setOnly] = useState(view.onlyOwnBranch);
  const input = { id: view.id, branchId: branchId || null, onlyOwnBranch: branchId !== '' && isOnly };
  return (
    <ReasonDialog
      title={t('branch.title', { name: view.displayName })}
      text={t('branch.text')}
      confirmText={t('common:ui.save')}
      run={(why, hasRead) => client.people.setBranch.mutate({ ...input, version: hasRead ? view.version : seen, why })}
      onClose={onClose}
      isReady={choices.data !== undefined}
    >
      {() => (
        <QueryView query={choices} isEmpty={() => false}>
          {({ branches }) => (
            <Stack gap="md">
              <BranchFields
                branches={branches}
                branch={{ value: branchId, onChange: (event) => setBranchId(event.currentTarget.value) }}
                onlyOwn={{
                  checked: branchId !== '' && isOnly,
                  onChange: (event) => setOnly(event.currentTarget.checked),
                }}
                hasBranch={branchId !== ''}
              />
            </Stack>
          )}
        </QueryView>
      )}
    </ReasonDialog>
  );
}

/** Where the person works, and whose cases they see. */
export function PersonBranch({ view }: ViewProps) {
  const { t } = useTranslation('people');
  const canManage = usePermission('staff.manage');
  const [isOpen, setOpen] = useState(false);
  const { branch, onlyOwnBranch } = view;
  return (
    <Section title={t('column.branch')}>
      <Text>
        {branch ? `${branch.name} (${branch.code}). ` : `${t('noBranch')}. `}
        {t(onlyOwnBranch ? 'branch.seesOwn' : 'branch.seesAll')}
      </Text>
      {canManage && !view.isSelf && (
        <Group>
          <Button variant="default" size="sm" onClick={() => setOpen(true)}>
            {t('branch.open')}
          </Button>
        </Group>
      )}
      {isOpen && <BranchDialog view={view} onClose={() => setOpen(false)} />}
    </Section>
  );
}
