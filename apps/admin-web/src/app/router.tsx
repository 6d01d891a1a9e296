import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
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

const forgotPasswordRoute = createRoute({
  getParentRoute: () => doorRoute,
  path: paths.forgotPassword,
  component: lazyRouteComponent(() => import('../features/auth/forgot-password-screen.tsx'), 'ForgotPasswordScreen'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => doorRoute,
  path: paths.resetPassword,
  component: lazyRouteComponent(() => import('../features/auth/reset-password-screen.tsx'), 'ResetPasswordScreen'),
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

const caseRoute = createRoute({
  getParentRoute: () => casesRoute,
  path: paths.case,
  component: lazyRouteComponent(() => import('../features/review/case-screen.tsx'), 'CaseScreen'),
});

const profileRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: paths.profile,
  component: lazyRouteComponent(() => import('../features/profile/profile-screen.tsx'), 'ProfileScreen'),
});

const securityRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: paths.security,
  component: lazyRouteComponent(() => import('../features/security/security-page.tsx'), 'SecurityPage'),
});

const signInsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: paths.signIns,
  validateSearch: readSignInsSearch,
  component: lazyRouteComponent(() => import('../features/sign-ins/sign-ins-screen.tsx'), 'SignInsScreen'),
});

const networksRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: paths.networks,
  component: lazyRouteComponent(() => import('../features/networks/networks-screen.tsx'), 'NetworksScreen'),
});

const routeTree = rootRoute.addChildren([
  indexRoute,
  doorRoute.addChildren([signInRoute, forgotPasswordRoute, resetPasswordRoute]),
  deskRoute.addChildren([
    casesRoute.addChildren([queueRoute, caseRoute]),
    signInsRoute,
    networksRoute,
    profileRoute,
    securityRoute,
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
