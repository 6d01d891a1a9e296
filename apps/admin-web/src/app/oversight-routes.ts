import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import { readAuditSearch, readExportSearch, readTurn } from '../features/audit/audit-search.ts';
import { readEventsSearch } from '../features/security-events/events-search.ts';
import { AuditLayout } from './audit-layout.tsx';
import { pageOf } from './page-of.ts';
import { paths } from './paths.ts';

const trails = () => import('../features/audit/trail-screens.tsx');

const record = lazyRouteComponent(() => import('../features/audit/record-screen.tsx'), 'AuditRecordScreen');
const verification = lazyRouteComponent(
  () => import('../features/audit/verification-screen.tsx'),
  'VerificationScreen',
);

/** The record of everything: one area with a list of its pages. */
function auditRoutes<Parent extends AnyRoute>(parent: Parent) {
  const area = createRoute({ getParentRoute: () => parent, id: 'record', component: AuditLayout });
  const page = pageOf(area);
  const search = createRoute({
    getParentRoute: () => area,
    path: paths.audit,
    validateSearch: readAuditSearch,
    component: lazyRouteComponent(() => import('../features/audit/search-screen.tsx'), 'AuditSearchScreen'),
  });
  const person = createRoute({
    getParentRoute: () => area,
    path: paths.auditPerson,
    validateSearch: readTurn,
    component: lazyRouteComponent(trails, 'PersonTrailScreen'),
  });
  const caseTrail = createRoute({
    getParentRoute: () => area,
    path: paths.auditCase,
    validateSearch: readTurn,
    component: lazyRouteComponent(trails, 'CaseTrailScreen'),
  });
  const exported = createRoute({
    getParentRoute: () => area,
    path: paths.auditExports,
    validateSearch: readExportSearch,
    component: lazyRouteComponent(() => import('../features/audit/exports-screen.tsx'), 'AuditExportsScreen'),
  });
  return area.addChildren([
    search,
    person,
    caseTrail,
    exported,
    page(paths.auditRecord, record),
    page(paths.auditVerification, verification),
  ]);
}

/** What auditors and administrators watch. */
export function oversightRoutes<Parent extends AnyRoute>(parent: Parent) {
  const events = createRoute({
    getParentRoute: () => parent,
    path: paths.securityEvents,
    validateSearch: readEventsSearch,
    component: lazyRouteComponent(
      () => import('../features/security-events/events-screen.tsx'),
      'SecurityEventsScreen',
    ),
  });
  const event = lazyRouteComponent(() => import('../features/security-events/event-screen.tsx'), 'SecurityEventScreen');
  return [auditRoutes(parent), events, pageOf(parent)(paths.securityEvent, event)] as const;
}
