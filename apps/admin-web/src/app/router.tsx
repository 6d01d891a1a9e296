import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import { readCustomersSearch } from '../features/customers/customers-search.ts';
import { readAlertsSearch } from '../features/fraud-alerts/alerts-search.ts';
import { readPeopleSearch } from '../features/people/people-search.ts';
import { readCompareSearch, readDraftSearch } from '../features/policies/policies-search.ts';
import { readQueueSearch } from '../features/review/queue-search.ts';
import { readSignInsSearch } from '../features/sign-ins/sign-ins-search.ts';
import { getPerson } from '../lib/person.ts';
import { ensurePerson, session } from '../lib/session.ts';
import { CasesGate } from './cases-gate.tsx';
import { DeskLayout } from './desk-layout.tsx';
import { DoorLayout } from './door-layout.tsx';
import { FailureScreen } from './failure-screen.tsx';
import { NotFoundScreen } from './not-found-screen.tsx';
import { oversightRoutes } from './oversight-routes.ts';
import { pageOf } from './page-of.ts';
import { paths } from './paths.ts';
import { reportRoutes } from './report-routes.ts';
import { readReturn } from './return-address.ts';
import { StaffLayout } from './staff-layout.tsx';

const rootRoute = createRootRoute({ notFoundComponent: NotFoundScreen });

const doorRoute = createRoute({ getParentRoute: () => rootRoute, id: 'door', component: DoorLayout });

const signInRoute = createRoute({
  getParentRoute: () => doorRoute,
  path: paths.signIn,
  validateSearch: readReturn,
  beforeLoad: ({ search }) => {
    if (session.getState().status === 'signed-in')
      redirect({ href: search.to ?? paths.home, replace: true, throw: true });
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

/** The page that a role begins with: who reads the record has no queue to work on. */
const homeRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: paths.home,
  beforeLoad: () => {
    const isAuditor = getPerson()?.permissions.includes('audit.read');
    redirect({ to: isAuditor ? paths.audit : paths.queue, replace: true, throw: true });
  },
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

/** Who works here and what they may do: one area with a list of its pages. */
const staffRoute = createRoute({ getParentRoute: () => deskRoute, id: 'staff', component: StaffLayout });

const peopleRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: paths.people,
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('../features/people/people-screen.tsx'), 'PeopleScreen'),
});

const doorPage = pageOf(doorRoute);
const deskPage = pageOf(deskRoute);
const staffPage = pageOf(staffRoute);

const forgotPassword = () => import('../features/auth/forgot-password-screen.tsx');
const resetPassword = () => import('../features/auth/reset-password-screen.tsx');
const invitation = () => import('../features/invitations/invitation-screen.tsx');
const person = () => import('../features/people/person-screen.tsx');
const access = () => import('../features/access/access-screen.tsx');
const branches = () => import('../features/branches/branches-screen.tsx');
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
  doorRoute.addChildren([
    signInRoute,
    doorPage(paths.forgotPassword, lazyRouteComponent(forgotPassword, 'ForgotPasswordScreen')),
    doorPage(paths.resetPassword, lazyRouteComponent(resetPassword, 'ResetPasswordScreen')),
    doorPage(
      paths.notMe,
      lazyRouteComponent(() => import('../features/auth/not-me-screen.tsx'), 'NotMeScreen'),
    ),
    doorPage(paths.invitation, lazyRouteComponent(invitation, 'InvitationScreen')),
  ]),
  deskRoute.addChildren([
    homeRoute,
    casesRoute.addChildren([queueRoute, pageOf(casesRoute)(paths.case, lazyRouteComponent(caseFile, 'CaseScreen'))]),
    deskPage(paths.myDay, lazyRouteComponent(myDay, 'MyDayPage')),
    fraudAlertsRoute,
    deskPage(paths.fraudAlert, lazyRouteComponent(fraudAlert, 'AlertScreen')),
    customersRoute,
    deskPage(paths.customer, lazyRouteComponent(customer, 'CustomerScreen')),
    signInsRoute,
    staffRoute.addChildren([
      peopleRoute,
      staffPage(paths.person, lazyRouteComponent(person, 'PersonScreen')),
      staffPage(paths.access, lazyRouteComponent(access, 'AccessScreen')),
      staffPage(paths.branches, lazyRouteComponent(branches, 'BranchesScreen')),
      staffPage(paths.networks, lazyRouteComponent(networks, 'NetworksScreen')),
    ]),
    ...reportRoutes(deskRoute),
    deskPage(paths.policies, lazyRouteComponent(policies, 'PoliciesScreen')),
    deskPage(paths.policy, lazyRouteComponent(policy, 'PolicyScreen')),
    policyCompareRoute,
    policyDraftRoute,
    ...oversightRoutes(deskRoute),
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
