import { Group, Stack } from '@mantine/core';
import type { PersonView } from '@ostiary/domain/access';
import { Callout, Page, Pill, QueryView } from '@ostiary/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { PersonBranch } from './person-branch.tsx';
import { PersonFacts } from './person-facts.tsx';
import { PersonHistory } from './person-history.tsx';
import { PersonStateMark } from './person-marks.tsx';
import { PersonRoles } from './person-roles.tsx';
import { PersonSecurity } from './person-security.tsx';
import { PersonSessions } from './person-sessions.tsx';
import { PersonStanding } from './person-standing.tsx';

const route = getRouteApi(routeIds.person);

function Limits({ view }: { view: PersonView }) {
  const { t } = useTranslation('people');
  const canManage = usePermission('staff.manage');
  if (!canManage) return <Callout tone="info">{t('readOnly')}</Callout>;
  if (view.isSelf) return <Callout tone="info">{t('limit.self')}</Callout>;
  return view.isLastAdministrator ? <Callout tone="caution">{t('limit.last')}</Callout> : null;
}

function Person({ view }: { view: PersonView }) {
  const { t } = useTranslation('people');
  return (
    <Page
      title={view.displayName}
      eyebrow={<Link to={paths.people}>{t('back')}</Link>}
      aside={<PersonFacts view={view} />}
      lead={
        <Group gap="sm">
          <PersonStateMark state={view.state} />
          {view.isSelf && <Pill tone="accent">{t('you')}</Pill>}
          <span>{view.username}</span>
        </Group>
      }
    >
      <Stack gap={36}>
        <Limits view={view} />
        <PersonStanding view={view} />
        <PersonRoles view={view} />
        <PersonBranch view={view} />
        <PersonSecurity view={view} />
        <PersonSessions view={view} />
        <PersonHistory view={view} />
      </Stack>
    </Page>
  );
}

function PersonPage() {
  const { t } = useTranslation('people');
  const { id } = route.useParams();
  // The address carries a plain text; the server judges it.
  const found = trpc.people.get.useQuery({ id: id as PersonView['id'] });
  if (found.data) return <Person view={found.data} />;
  return (
    <Page title={t(found.isError ? 'failed' : 'opening')}>
      <QueryView query={found}>{() => null}</QueryView>
    </Page>
  );
}

/** One member of staff: what they may do, since when and why, and where they are signed in. */
export function PersonScreen() {
  return (
    <PermissionGate permission="staff.read">
      <PersonPage />
    </PermissionGate>
  );
}
