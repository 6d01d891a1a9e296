import { Group, NativeSelect, Stack } from '@mantine/core';
import type { CustomerItem } from '@ostiary/domain/data-protection';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { type Column, DataTable, EmptyNote, Page, Pager, QueryView, Time } from '@ostiary/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { SearchField } from '../../lib/search-field.tsx';
import { trpc } from '../../lib/trpc.ts';
import { CustomerMarks } from './customer-marks.tsx';
import { type CustomersSearch, onlyOptions } from './customers-search.ts';

const route = getRouteApi(routeIds.customers);

const columns = (t: TFunction): Column<CustomerItem>[] => [
  {
    key: 'name',
    header: t('customers:column.name'),
    isRowLink: true,
    cell: ({ id, name, erasedAt }) => (
      <Link to={paths.customer} params={{ id }}>
        {erasedAt ? t('customers:erased.name') : name || t('customers:nameless')}
      </Link>
    ),
  },
  {
    key: 'number',
    header: t('customers:column.number'),
    cell: ({ customerNumber }) => formatCustomerNumber(customerNumber),
  },
  { key: 'email', header: t('customers:column.email'), cell: ({ email, erasedAt }) => (erasedAt ? '' : email) },
  {
    key: 'status',
    header: t('customers:column.status'),
    cell: ({ status }) => (status === null ? '' : t(`review:status.${status}`)),
  },
  { key: 'since', header: t('customers:column.since'), cell: ({ createdAt }) => <Time value={createdAt} /> },
  { key: 'marks', header: t('customers:column.marks'), cell: (item) => <CustomerMarks customer={item} /> },
];

interface FilterProps {
  filter: CustomersSearch;
  onChange: (part: Partial<CustomersSearch>) => void;
}

function CustomersFilter({ filter, onChange }: FilterProps) {
  const { t } = useTranslation('customers');
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
        label={t('filter.only')}
        value={filter.only ?? ''}
        data={[
          { value: '', label: t('filter.everybody') },
          ...onlyOptions.map((value) => ({ value, label: t(`filter.${value}`) })),
        ]}
        onChange={(event) => onChange({ only: onlyOptions.find((one) => one === event.currentTarget.value) })}
      />
    </Group>
  );
}

function Customers() {
  const { t } = useTranslation('customers');
  const { pages = [], ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const list = trpc.customers.list.useQuery({ ...filter, cursor: pages.at(-1) }, { placeholderData: keepPreviousData });
  const turn = (to: string[]) =>
    void navigate({ search: (now) => ({ ...now, pages: to.length > 0 ? to : undefined }) });
  const narrow = (part: Partial<CustomersSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...part, pages: undefined }), replace: true });
  const isNarrowed = filter.search !== undefined || filter.only !== undefined;
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <CustomersFilter filter={filter} onChange={narrow} />
      <QueryView
        query={list}
        empty={
          <EmptyNote title={t(isNarrowed ? 'empty.none' : 'empty.title')}>
            {t(isNarrowed ? 'empty.other' : 'empty.text')}
          </EmptyNote>
        }
      >
        {({ items, nextCursor }) => (
          <Stack gap="md" aria-busy={list.isPlaceholderData}>
            <DataTable caption={t('caption')} columns={columns(t)} rows={items} rowKey={(row) => row.id} />
            <Pager
              label={t('pages')}
              onPrevious={pages.length > 0 ? () => turn(pages.slice(0, -1)) : undefined}
              onNext={nextCursor === null ? undefined : () => turn([...pages, nextCursor])}
            />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** Customers by number, e-mail or name. */
export function CustomersScreen() {
  return (
    <PermissionGate permission="customers.read">
      <Customers />
    </PermissionGate>
  );
}
