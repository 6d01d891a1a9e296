import { Button, Group, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../../lib/search-field.tsx';
import { trpc } from '../../lib/trpc.ts';
import { isNarrowed, type PeopleSearch, personStates, staffRoles } from './people-search.ts';

interface FilterProps {
  filter: PeopleSearch;
  onChange: (part: Partial<PeopleSearch>) => void;
}

const nothing = {
  search: undefined,
  role: undefined,
  state: undefined,
  branchId: undefined,
} as const satisfies PeopleSearch;

function BranchField({ filter, onChange }: FilterProps) {
  const { t } = useTranslation('people');
  const choices = trpc.people.choices.useQuery();
  return (
    <NativeSelect
      size="sm"
      label={t('filter.branch')}
      data={[
        { value: '', label: t('filter.anyBranch') },
        ...(choices.data?.branches ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={filter.branchId ?? ''}
      onChange={({ currentTarget: { value } }) => onChange({ branchId: value || undefined })}
    />
  );
}

/** Everything that narrows the list; each change goes into the address. */
export function PeopleFilter({ filter, onChange }: FilterProps) {
  const { t } = useTranslation('people');
  return (
    <Group role="search" aria-label={t('filter.label')} align="flex-end" gap="sm">
      <SearchField
        label={t('filter.search')}
        placeholder={t('filter.placeholder')}
        value={filter.search}
        onChange={(search) => onChange({ search })}
      />
      <NativeSelect
        size="sm"
        label={t('filter.role')}
        data={[
          { value: '', label: t('filter.anyRole') },
          ...staffRoles.map((value) => ({ value, label: t(`role.${value}`) })),
        ]}
        value={filter.role ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ role: staffRoles.find((one) => one === value) })}
      />
      <NativeSelect
        size="sm"
        label={t('filter.state')}
        data={[
          { value: '', label: t('filter.everybody') },
          ...personStates.map((value) => ({ value, label: t(`state.${value}`) })),
        ]}
        value={filter.state ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ state: personStates.find((one) => one === value) })}
      />
      <BranchField filter={filter} onChange={onChange} />
      {isNarrowed(filter) && (
        <Button variant="subtle" size="sm" onClick={() => onChange(nothing)}>
          {t('filter.clear')}
        </Button>
      )}
    </Group>
  );
}
