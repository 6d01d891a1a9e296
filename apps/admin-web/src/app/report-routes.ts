import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readReportsSearch } from '../features/reports/reports-search.ts';
import { paths } from './paths.ts';

const kyc = () => import('../features/reports/kyc-screen.tsx');
const security = () => import('../features/reports/security-screen.tsx');

/** The two reports, each with its period in the address. */
export const reportRoutes = <Parent extends AnyRoute>(parent: Parent) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: paths.reportKyc,
      validateSearch: readReportsSearch,
      component: lazyRouteComponent(kyc, 'KycScreen'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: paths.reportSecurity,
      validateSearch: readReportsSearch,
      component: lazyRouteComponent(security, 'SecurityScreen'),
    }),
  ] as const;
