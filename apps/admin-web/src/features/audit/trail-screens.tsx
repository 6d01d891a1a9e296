import { Stack } from '@mantine/core';
import type { AuditTrail } from '@ostiary/domain/audit';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { EmptyNote, Page, QueryView, Section, Time, type ViewableQuery } from '@ostiary/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { askedByHand, toTurn } from './audit-query.ts';
import type { AuditTurn, ExportSearch } from './audit-search.ts';
import { RecordList } from './record-list.tsx';
import { RecordsSkeleton } from './records-skeleton.tsx';
import { CaseLink, ExportTrailLink } from './trail-links.tsx';

/** A name where there is one, with the customer number. */
function aboutText({ name, customerNumber, isErased }: AuditTrail['about'], t: TFunction): string {
  const number = customerNumber && formatCustomerNumber(customerNumber);
  if (isErased) return number ? t('audit:trail.erasedNumber', { number }) : t('audit:actor.erased');
  return [name, number].filter(Boolean).join(', ') || t('audit:actor.unknown');
}

function Cases({ cases, current }: { cases: AuditTrail['about']['cases']; current?: string }) {
  const { t } = useTranslation('audit');
  const others = cases.filter(({ id }) => id !== current);
  if (others.length === 0) return null;
  return (
    <Section title={t(current ? 'trail.otherCases' : 'trail.cases')}>
      <Stack component="ul" gap={6} m={0} pl="md">
        {others.map(({ id, status, createdAt }) => (
          <li key={id}>
            <Link to={paths.auditCase} params={{ id }}>
              {t(`value.${status}`)}
            </Link>
            {', '}
            <Time value={createdAt} as="date" />
          </li>
        ))}
      </Stack>
    </Section>
  );
}

interface TrailProps {
  query: ViewableQuery<AuditTrail> & { isPlaceholderData: boolean };
  kind: 'person' | 'case';
  order: AuditTurn['order'];
  onTurn: (turn: AuditTurn) => void;
  /** The case that is looked at: it is none of the others. */
  current?: string;
  links?: ReactNode;
  exported: ExportSearch;
}

function Trail({ query, kind, order, onTurn, current, links, exported }: TrailProps) {
  const { t } = useTranslation('audit');
  const about = query.data?.about;
  const state = query.isError ? 'failed' : 'opening';
  return (
    <Page
      title={about ? t(`trail.${kind}.title`, { name: aboutText(about, t) }) : t(`trail.${state}`)}
      eyebrow={<Link to={paths.audit}>{t('back')}</Link>}
      lead={t(`trail.${kind}.lead`)}
      aside={
        about && (
          <>
            <Cases cases={about.cases} current={current} />
            {links}
          </>
        )
      }
      width="wide"
    >
      <QueryView
        query={query}
        skeleton={<RecordsSkeleton />}
        empty={<EmptyNote title={t('empty.trail.title')}>{t('empty.trail.text')}</EmptyNote>}
      >
        {(page) => (
          <RecordList
            page={page}
            isBusy={query.isPlaceholderData}
            onTurn={onTurn}
            order={order}
            above={<ExportTrailLink search={exported} />}
          />
        )}
      </QueryView>
    </Page>
  );
}

const personRoute = getRouteApi(routeIds.auditPerson);

function PersonTrail() {
  const { id } = personRoute.useParams();
  const turn = personRoute.useSearch();
  const navigate = personRoute.useNavigate();
  const trail = trpc.audit.personTrail.useQuery(
    { id, ...toTurn(turn) },
    { ...askedByHand, placeholderData: keepPreviousData },
  );
  return (
    <Trail
      query={trail}
      kind="person"
      order={turn.order}
      onTurn={(to) => void navigate({ search: to })}
      exported={{ ofPerson: id }}
    />
  );
}

const caseRoute = getRouteApi(routeIds.auditCase);

function CaseTrail() {
  const { id } = caseRoute.useParams();
  const turn = caseRoute.useSearch();
  const navigate = caseRoute.useNavigate();
  const trail = trpc.audit.caseTrail.useQuery(
    { id, ...toTurn(turn) },
    { ...askedByHand, placeholderData: keepPreviousData },
  );
  return (
    <Trail
      query={trail}
      kind="case"
      order={turn.order}
      onTurn={(to) => void navigate({ search: to })}
      current={id}
      links={<CaseLink id={id} />}
      exported={{ ofCase: id }}
    />
  );
}

/** Everything one person did, and what was done to them. */
export function PersonTrailScreen() {
  return (
    <PermissionGate permission="audit.read">
      <PersonTrail />
    </PermissionGate>
  );
}

/** Everything that happened to one case. */
export function CaseTrailScreen() {
  return (
    <PermissionGate permission="audit.read">
      <CaseTrail />
    </PermissionGate>
  );
}
