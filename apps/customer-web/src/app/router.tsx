import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import { session } from '../lib/session.ts';
import { FailedScreen, LoadingScreen, NotFoundScreen } from './fallback-screens.tsx';
import { HomeSwitch } from './home-switch.tsx';
import { paths, safeNext } from './paths.ts';
import { Shell } from './shell.tsx';

const isSignedIn = () => session.getState().status === 'signed-in';

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundScreen });

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: paths.home, component: HomeSwitch });

/** For people who are not signed in; the others go where they were going. */
const anonymousRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'anonymous',
  validateSearch: ({ next }: Record<string, unknown>): { next?: string } => ({ next: safeNext(next) }),
  beforeLoad: ({ search, location }) => {
    if (!isSignedIn()) return;
    const isNew = location.pathname.startsWith(paths.register);
    redirect({ href: search.next ?? (isNew ? paths.continue : paths.home), throw: true });
  },
});
const registerRoute = createRoute({
  getParentRoute: () => anonymousRoute,
  path: paths.register,
  component: lazyRouteComponent(() => import('../features/registration/register-screen.tsx'), 'RegisterScreen'),
});
const registerCodeRoute = createRoute({
  getParentRoute: () => anonymousRoute,
  path: paths.registerCode,
  component: lazyRouteComponent(
    () => import('../features/registration/register-code-screen.tsx'),
    'RegisterCodeScreen',
  ),
});
const signInRoute = createRoute({
  getParentRoute: () => anonymousRoute,
  path: paths.signIn,
  component: lazyRouteComponent(() => import('../features/auth/sign-in-screen.tsx'), 'SignInScreen'),
});

const passwords = () => import('../features/auth/password-screens.tsx');
const openScreen = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => rootRoute, path, component });

/** For people who are signed in; the others sign in and come back to the page they were on. */
const customerRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'customer',
  beforeLoad: ({ location }) => {
    if (isSignedIn()) return;
    const state = session.getState();
    // Who left on purpose need not be brought back; the next person may be another one.
    const hasLeft = state.status === 'anonymous' && state.ended === 'signed-out';
    redirect({ to: paths.signIn, search: { next: hasLeft ? undefined : safeNext(location.href) }, throw: true });
  },
});
const customerScreen = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => customerRoute, path, component });

const application = () => import('../features/application/continue-screen.tsx');
const contacts = () => import('../features/registration/contact-screen.tsx');
const documents = () => import('../features/kyc-documents/document-screens.tsx');

const routeTree = rootRoute.addChildren([
  homeRoute,
  anonymousRoute.addChildren([registerRoute, registerCodeRoute, signInRoute]),
  openScreen(paths.forgotPassword, lazyRouteComponent(passwords, 'ForgotPasswordScreen')),
  openScreen(paths.resetPassword, lazyRouteComponent(passwords, 'ResetPasswordScreen')),
  customerRoute.addChildren([
    customerScreen(paths.continue, lazyRouteComponent(application, 'ContinueScreen')),
    customerScreen(paths.email, lazyRouteComponent(contacts, 'EmailScreen')),
    customerScreen(paths.phone, lazyRouteComponent(contacts, 'PhoneScreen')),
    customerScreen(
      paths.identity,
      lazyRouteComponent(() => import('../features/requirements/identity-screen.tsx'), 'IdentityScreen'),
    ),
    customerScreen(
      paths.address,
      lazyRouteComponent(() => import('../features/requirements/address-screen.tsx'), 'AddressScreen'),
    ),
    customerScreen(
      paths.ssn,
      lazyRouteComponent(() => import('../features/requirements/ssn-screen.tsx'), 'SsnScreen'),
    ),
    customerScreen(paths.photoId, lazyRouteComponent(documents, 'PhotoIdScreen')),
    customerScreen(paths.proofOfAddress, lazyRouteComponent(documents, 'ProofOfAddressScreen')),
    customerScreen(
      paths.consent,
      lazyRouteComponent(() => import('../features/requirements/consent-screen.tsx'), 'ConsentScreen'),
    ),
    customerScreen(
      paths.checkAnswers,
      lazyRouteComponent(() => import('../features/application/check-answers-screen.tsx'), 'CheckAnswersScreen'),
    ),
    customerScreen(
      paths.security,
      lazyRouteComponent(() => import('../features/security/own-security-screen.tsx'), 'OwnSecurityScreen'),
    ),
    customerScreen(
      paths.profile,
      lazyRouteComponent(() => import('../features/profile/profile-screen.tsx'), 'ProfileScreen'),
    ),
  ]),
]);

/** With a history of its own for tests; the browser's by default. */
export function createAppRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    history,
    defaultPreload: 'intent',
    defaultPendingComponent: LoadingScreen,
    defaultErrorComponent: FailedScreen,
    defaultNotFoundComponent: NotFoundScreen,
  });
}

export const router = createAppRouter();

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
