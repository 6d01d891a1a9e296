import { Box, List, SimpleGrid, Stack, Text } from '@mantine/core';
import type { CustomerView } from '@ostiary/domain/data-protection';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { Callout, Page, QueryView, Section, Time } from '@ostiary/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { CustomerMarks } from './customer-marks.tsx';
import { EraseButton } from './erase-button.tsx';
import { HoldsSection } from './holds-section.tsx';

const route = getRouteApi(routeIds.customer);

function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <Box component="dl" m={0}>
      {facts.map(([name, value]) => (
        <SimpleGrid key={name} cols={{ base: 1, xs: 2 }} spacing="xs" py={6}>
          <Text component="dt" c="dimmed">
            {name}
          </Text>
          <Box component="dd" m={0}>
            {value}
          </Box>
        </SimpleGrid>
      ))}
    </Box>
  );
}

function Known({ view }: { view: CustomerView }) {
  const { t } = useTranslation('customers');
  const { count, stored } = view.documents;
  return (
    <Section title={t('known')}>
      <Facts
        facts={[
          ...(view.erasedAt
            ? []
            : ([
                [t('column.email'), view.email],
                [t('phone'), view.phoneNumber],
              ] as const)),
          [t('country'), `${view.country}, ${t(`kind.${view.applicantKind}`)}`],
          ...view.given.map(({ title, summary }) => [title, summary] as const),
          [t('documents'), t('documentsStored', { count, stored })],
          [t('looks'), view.looks],
          [t('column.since'), <Time key="since" value={view.createdAt} />],
        ]}
      />
    </Section>
  );
}

function Applications({ view }: { view: CustomerView }) {
  const { t } = useTranslation('customers');
  // A case whose data was erased has nothing left to open.
  const canOpen = usePermission('review.read') && view.erasedAt === null;
  return (
    <Section title={t('applications')}>
      <List listStyleType="none" spacing="xs">
        {view.applications.map(({ id, status, createdAt }) => (
          <List.Item key={id}>
            {canOpen ? (
              <Link to={paths.case} params={{ id }}>
                {t(`review:status.${status}`)}
              </Link>
            ) : (
              t(`review:status.${status}`)
            )}{' '}
            <Time value={createdAt} />
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

function Customer({ view }: { view: CustomerView }) {
  const { t } = useTranslation('customers');
  const canErase = usePermission('customers.erase');
  return (
    <Page
      title={view.erasedAt ? t('erased.name') : view.name || t('nameless')}
      eyebrow={formatCustomerNumber(view.customerNumber)}
      lead={<CustomerMarks customer={view} />}
    >
      <Stack gap="lg">
        {view.erasedAt && (
          <Callout tone="info">
            {t('erased.text')} <Time value={view.erasedAt} />
          </Callout>
        )}
        {view.erasureAskedAt && (
          <Callout tone="caution">
            {t('asked.text')} <Time value={view.erasureAskedAt} />
          </Callout>
        )}
        <Known view={view} />
        <Applications view={view} />
        <HoldsSection view={view} canChange={canErase && view.erasedAt === null} />
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
