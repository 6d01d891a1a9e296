import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type AnyRoute,
  type RouterHistory,
} from '@tanstack/react-router';
import { readCustomersSearch } from '../features/customers/customers-search.ts';
import { readAlertsSearch } from '../features/fraud-alerts/alerts-search.ts';
import { readCompareSearch, readDraftSearch } from '../features/policies/policies-search.ts';
import { readQueueSearch } from '../features/review/queue-search.ts';
import { readSignInsSearch } from '../features/sign-ins/sign-ins-search.ts';
import { ensurePerson, session } from '../lib/session.ts';
import { CasesGate } from './cases-gate.tsx';
import { DeskLayout } from './desk-layout.tsx';
import { DoorLayout } from './door-layout.tsx';
import { FailureScreen } from './failure-screen.tsx';
import { NotFoundScreen } from './not-found-screen.tsx';
import { paths } from './paths.ts';
import { readReturn } from './return-address.ts';

const rootRoute = createRootRoute({ notFoundComponent: NotFoundScreen });

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    redirect({ to: paths.queue, replace: true, throw: true });
  },
});

/** A page without a search of its own, loaded when it is first opened. */
const pageOf =
  <Parent extends AnyRoute>(parent: Parent) =>
  <Path extends (typeof paths)[keyof typeof paths]>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
    createRoute({ getParentRoute: () => parent, path, component });

const doorRoute = createRoute({ getParentRoute: () => rootRoute, id: 'door', component: DoorLayout });

const signInRoute = createRoute({
  getParentRoute: () => doorRoute,
  path: paths.signIn,
  validateSearch: readReturn,
  beforeLoad: ({ search }) => {
    if (session.getState().status === 'signed-in')
      redirect({ href: search.to ?? paths.queue, replace: true, throw: true });
  },
  component: lazyRouteComponent(() => import('../features/auth/sign-in-screen.tsx'), 'SignInScreen'),
});

/** Everything behind the sign-in; who is not signed in comes back to the same page afterwards. */
const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'desk',
  beforeLoad: async ({ location }) => {
    const state = session.getState();
    if (state.status === 'signed-in') {
      await ensurePerson();
      return;
    }
    const hasLeft = state.status === 'anonymous' && state.ended === 'signed-out';
    redirect({ to: paths.signIn, search: hasLeft ? {} : { to: location.href }, replace: true, throw: true });
  },
  component: DeskLayout,
});

const casesRoute = createRoute({ getParentRoute: () => deskRoute, id: 'cases', component: CasesGate });

const queueRoute = createRoute({
  getParentRoute: () => casesRoute,
  path: paths.queue,
  validateSearch: readQueueSearch,
  component: lazyRouteComponent(() => import('../features/review/queue-screen.tsx'), 'QueueScreen'),
});

const customersRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: paths.customers,
  validateSearch: readCustomersSearch,
  component: lazyRouteComponent(() => import('../features/customers/customers-screen.tsx'), 'CustomersScreen'),
});

const fraudAlertsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: paths.fraudAlerts,
  validateSearch: readAlertsSearch,
  component: lazyRouteComponent(() => import('../features/fraud-alerts/alerts-screen.tsx'), 'AlertsScreen'),
});

const signInsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: paths.signIns,
  validateSearch: readSignInsSearch,
  component: lazyRouteComponent(() => import('../features/sign-ins/sign-ins-screen.tsx'), 'SignInsScreen'),
});

const doorPage = pageOf(doorRoute);
const deskPage = pageOf(deskRoute);

const forgotPassword = () => import('../features/auth/forgot-password-screen.tsx');
const resetPassword = () => import('../features/auth/reset-password-screen.tsx');
const caseFile = () => import('../features/review/case-screen.tsx');
const myDay = () => import('./my-day-page.tsx');
const fraudAlert = () => import('../features/fraud-alerts/alert-screen.tsx');
const networks = () => import('../features/networks/networks-screen.tsx');
const customer = () => import('../features/customers/customer-screen.tsx');
const policies = () => import('../features/policies/policies-screen.tsx');
const policy = () => import('../features/policies/policy-screen.tsx');
const profile = () => import('../features/profile/profile-screen.tsx');
const security = () => import('../features/security/security-page.tsx');

const policyCompareRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: paths.policyCompare,
  validateSearch: readCompareSearch,
  component: lazyRouteComponent(() => import('../features/policies/compare-screen.tsx'), 'CompareScreen'),
});

const policyDraftRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: paths.policyDraft,
  validateSearch: readDraftSearch,
  component: lazyRouteComponent(() => import('../features/policies/draft-screen.tsx'), 'DraftScreen'),
});

const routeTree = rootRoute.addChildren([
  indexRoute,
  doorRoute.addChildren([
    signInRoute,
    doorPage(paths.forgotPassword, lazyRouteComponent(forgotPassword, 'ForgotPasswordScreen')),
    doorPage(paths.resetPassword, lazyRouteComponent(resetPassword, 'ResetPasswordScreen')),
  ]),
  deskRoute.addChildren([
    casesRoute.addChildren([queueRoute, pageOf(casesRoute)(paths.case, lazyRouteComponent(caseFile, 'CaseScreen'))]),
    deskPage(paths.myDay, lazyRouteComponent(myDay, 'MyDayPage')),
    fraudAlertsRoute,
    deskPage(paths.fraudAlert, lazyRouteComponent(fraudAlert, 'AlertScreen')),
    customersRoute,
    deskPage(paths.customer, lazyRouteComponent(customer, 'CustomerScreen')),
    signInsRoute,
    deskPage(paths.networks, lazyRouteComponent(networks, 'NetworksScreen')),
    deskPage(paths.policies, lazyRouteComponent(policies, 'PoliciesScreen')),
    deskPage(paths.policy, lazyRouteComponent(policy, 'PolicyScreen')),
    policyCompareRoute,
    policyDraftRoute,
    deskPage(paths.profile, lazyRouteComponent(profile, 'ProfileScreen')),
    deskPage(paths.security, lazyRouteComponent(security, 'SecurityPage')),
  ]),
]);

/** Tests give a history of their own. */
export function createAppRouter(history?: RouterHistory) {
  return createRouter({ routeTree, history, defaultPreload: 'intent', defaultErrorComponent: FailureScreen });
}

export const router = createAppRouter();

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
