import { Group, NativeSelect, Stack } from '@mantine/core';
import { Page, QueryView, Section } from '@ostiary/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { ChangeList } from './change-list.tsx';
import { SideBySide } from './policy-body.tsx';

const route = getRouteApi(routeIds.policyCompare);

interface ChoiceProps {
  versions: readonly number[];
  from: number;
  to: number;
}

function Choice({ versions, from, to }: ChoiceProps) {
  const { t } = useTranslation('policies');
  const navigate = route.useNavigate();
  const data = versions.map((version) => ({ value: String(version), label: t('version', { version }) }));
  const choose = (part: { from?: number; to?: number }) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  return (
    <Group gap="md">
      <NativeSelect
        label={t('compare.from')}
        data={data}
        value={String(from)}
        onChange={(event) => choose({ from: Number(event.currentTarget.value) })}
      />
      <NativeSelect
        label={t('compare.to')}
        data={data}
        value={String(to)}
        onChange={(event) => choose({ to: Number(event.currentTarget.value) })}
      />
    </Group>
  );
}

function Compare() {
  const { t } = useTranslation('policies');
  const { code } = route.useParams();
  const { from = 1, to = from } = route.useSearch();
  const comparison = trpc.policies.compare.useQuery({ code, from, to });
  const { data } = comparison;
  const title = data ? t('compare.count', { count: data.changes.length, title: data.to.facts.title }) : t('opening');
  return (
    <Page title={title} eyebrow={<Link to={paths.policies}>{t('toList')}</Link>} width="wide">
      <QueryView query={comparison} isEmpty={() => false}>
        {({ from: one, to: other, changes }) => (
          <Stack gap="xl">
            <Choice versions={other.versions} from={from} to={to} />
            <Section title={t('change.title')}>
              <ChangeList changes={changes} />
            </Section>
            <Section title={t('compare.sides')}>
              <SideBySide
                from={{ label: t('version', { version: from }), policy: one.body }}
                to={{ label: t('version', { version: to }), policy: other.body }}
                changes={changes}
              />
            </Section>
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** Two versions of a policy side by side, with what differs marked. */
export function CompareScreen() {
  return (
    <PermissionGate permission="policy.read">
      <Compare />
    </PermissionGate>
  );
}
