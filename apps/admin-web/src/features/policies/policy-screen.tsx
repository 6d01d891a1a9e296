import { Stack } from '@mantine/core';
import type { PolicyPage } from '@ostiary/domain/policy';
import { Page, QueryView, Section, Time } from '@ostiary/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { PolicyBody } from './policy-body.tsx';
import { StartDraft } from './start-draft-button.tsx';
import classes from './policies.module.css';

const route = getRouteApi(routeIds.policy);

function Origin({ facts }: Pick<PolicyPage, 'facts'>) {
  const { t } = useTranslation('policies');
  const { proposedBy, publishedBy, publishedAt } = facts;
  return (
    <p className={classes.quiet}>
      {publishedBy === null ? (
        <Trans t={t} i18nKey="origin.shipped" components={{ time: <Time value={publishedAt} as="date" /> }} />
      ) : (
        <Trans
          t={t}
          i18nKey="origin.people"
          values={{ proposedBy, publishedBy }}
          components={{ time: <Time value={publishedAt} /> }}
        />
      )}{' '}
      {t('pinned', { count: facts.applications })}
    </p>
  );
}

/** The other versions, each to be compared with this one. */
function Others({ facts, versions }: Pick<PolicyPage, 'facts' | 'versions'>) {
  const { t } = useTranslation('policies');
  const others = versions.filter((version) => version !== facts.version);
  if (others.length === 0) return <p>{t('compare.only')}</p>;
  return (
    <ul className={classes.plain}>
      {others.map((version) => (
        <li key={version}>
          <Link
            to={paths.policyCompare}
            params={{ code: facts.code }}
            search={{ from: Math.min(version, facts.version), to: Math.max(version, facts.version) }}
          >
            {t('compare.with', { version })}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Policy() {
  const { t } = useTranslation('policies');
  const { code, version } = route.useParams();
  const page = trpc.policies.get.useQuery({ code, version: Number(version) });
  const title = page.data ? t('versionTitle', { title: page.data.facts.title, version }) : t('opening');
  return (
    <Page title={title} eyebrow={<Link to={paths.policies}>{t('toList')}</Link>} width="wide">
      <QueryView query={page} isEmpty={() => false}>
        {({ facts, body, versions, draftId }) => (
          <Stack gap="xl">
            <Origin facts={facts} />
            <PolicyBody policy={body} label={title} />
            <Section title={t('compare.title')}>
              <Others facts={facts} versions={versions} />
            </Section>
            <StartDraft code={facts.code} version={facts.version} draftId={draftId} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** One published version to read. */
export function PolicyScreen() {
  return (
    <PermissionGate permission="policy.read">
      <Policy />
    </PermissionGate>
  );
}
