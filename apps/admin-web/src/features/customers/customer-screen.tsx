import { Stack } from '@mantine/core';
import type { CustomerView } from '@ostiary/domain/data-protection';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { Callout, Page, QueryView, Time } from '@ostiary/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { CustomerHistory } from './customer-history.tsx';
import { CustomerApplications, CustomerKnown } from './customer-known.tsx';
import { CustomerMarks } from './customer-marks.tsx';
import { CustomerSessions } from './customer-sessions.tsx';
import { CustomerStanding } from './customer-standing.tsx';
import { EraseButton } from './erase-button.tsx';
import { ErasureWish } from './erasure-wish.tsx';
import { HoldsSection } from './holds-section.tsx';

const route = getRouteApi(routeIds.customer);

function Customer({ view }: { view: CustomerView }) {
  const { t } = useTranslation('customers');
  const canErase = usePermission('customers.erase');
  return (
    <Page
      title={view.erasedAt ? t('erased.name') : view.name || t('nameless')}
      eyebrow={
        <>
          <Link to={paths.customers}>{t('back')}</Link> · {formatCustomerNumber(view.customerNumber)}
        </>
      }
      lead={<CustomerMarks customer={view} />}
    >
      <Stack gap="lg">
        {view.erasedAt && (
          <Callout tone="info">
            {t('erased.text')} <Time value={view.erasedAt} />
          </Callout>
        )}
        {view.erasureAskedAt && <ErasureWish view={view} askedAt={view.erasureAskedAt} />}
        {view.erasedAt === null && <CustomerStanding view={view} />}
        <CustomerKnown view={view} />
        <CustomerApplications view={view} />
        {view.erasedAt === null && <CustomerSessions id={view.id} />}
        <HoldsSection view={view} canChange={canErase && view.erasedAt === null} />
        <CustomerHistory id={view.id} />
        {canErase && view.erasedAt === null && <EraseButton view={view} />}
      </Stack>
    </Page>
  );
}

function CustomerPage() {
  const { t } = useTranslation('customers');
  const { id } = route.useParams();
  // The address carries a plain text; the server judges it.
  const found = trpc.customers.get.useQuery({ id: id as CustomerView['id'] });
  if (found.data) return <Customer view={found.data} />;
  return (
    <Page title={t(found.isError ? 'failed' : 'opening')}>
      <QueryView query={found}>{() => null}</QueryView>
    </Page>
  );
}

/** One customer, masked, with what holds and what ends the keeping of their data. */
export function CustomerScreen() {
  return (
    <PermissionGate permission="customers.read">
      <CustomerPage />
    </PermissionGate>
  );
}
