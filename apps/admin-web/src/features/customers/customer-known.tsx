import { List } from '@mantine/core';
import type { CustomerView } from '@ostiary/domain/data-protection';
import { Section, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { Facts } from '../../lib/facts.tsx';
import { usePermission } from '../../lib/person.ts';

/** What was given, masked. */
export function CustomerKnown({ view }: { view: CustomerView }) {
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

export function CustomerApplications({ view }: { view: CustomerView }) {
  const { t } = useTranslation('customers');
  // A case whose data was erased has nothing left to open.
  const canOpen = usePermission('review.read') && view.erasedAt === null;
  return (
    <Section title={t('applications')}>
      <List listStyleType="none" spacing="xs">
        {view.applications.map(({ id, status, createdAt, submittedAt }) => (
          <List.Item key={id}>
            {canOpen && submittedAt !== null ? (
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
