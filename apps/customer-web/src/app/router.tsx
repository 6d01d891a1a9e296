import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type AnyRoute,
  type RouterHistory,
} from '@tanstack/react-router';
import { session } from '../lib/session.ts';
import { FailedScreen, LoadingScreen, NotFoundScreen } from './fallback-screens.tsx';
import { HomeSwitch } from './home-switch.tsx';
import { paths, safeNext, type AppPath } from './paths.ts';
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
/** A page without a search of its own, loaded when it is first opened. */
const pageOf =
  <Parent extends AnyRoute>(parent: Parent) =>
  <Path extends AppPath>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
    createRoute({ getParentRoute: () => parent, path, component });
const openPage = pageOf(rootRoute);
const anonymousPage = pageOf(anonymousRoute);
const customerPage = pageOf(customerRoute);

const passwords = () => import('../features/auth/password-screens.tsx');
const register = () => import('../features/registration/register-screen.tsx');
const registerCode = () => import('../features/registration/register-code-screen.tsx');
const signIn = () => import('../features/auth/sign-in-screen.tsx');
const next = () => import('../features/application/continue-screen.tsx');
const contacts = () => import('../features/registration/contact-screen.tsx');
const identity = () => import('../features/requirements/identity-screen.tsx');
const address = () => import('../features/requirements/address-screen.tsx');
const numbers = () => import('../features/requirements/number-screens.tsx');
const taxId = () => import('../features/requirements/tax-id-screen.tsx');
const bankAccount = () => import('../features/requirements/bank-account-screen.tsx');
const business = () => import('../features/requirements/business-screen.tsx');
const owners = () => import('../features/requirements/owners-screen.tsx');
const controlPerson = () => import('../features/requirements/control-person-screen.tsx');
const privacy = () => import('../features/privacy/privacy-screen.tsx');
const documents = () => import('../features/kyc-documents/document-screens.tsx');
const consent = () => import('../features/requirements/consent-screen.tsx');
const checkAnswers = () => import('../features/application/check-answers-screen.tsx');
const security = () => import('../features/security/own-security-screen.tsx');
const profile = () => import('../features/profile/profile-screen.tsx');

const routeTree = rootRoute.addChildren([
  homeRoute,
  openPage(paths.forgotPassword, lazyRouteComponent(passwords, 'ForgotPasswordScreen')),
  openPage(paths.resetPassword, lazyRouteComponent(passwords, 'ResetPasswordScreen')),
  openPage(paths.notMe, lazyRouteComponent(passwords, 'NotMeScreen')),
  anonymousRoute.addChildren([
    anonymousPage(paths.register, lazyRouteComponent(register, 'RegisterScreen')),
    anonymousPage(paths.registerCode, lazyRouteComponent(registerCode, 'RegisterCodeScreen')),
    anonymousPage(paths.signIn, lazyRouteComponent(signIn, 'SignInScreen')),
  ]),
  customerRoute.addChildren([
    customerPage(paths.continue, lazyRouteComponent(next, 'ContinueScreen')),
    customerPage(paths.email, lazyRouteComponent(contacts, 'EmailScreen')),
    customerPage(paths.phone, lazyRouteComponent(contacts, 'PhoneScreen')),
    customerPage(paths.identity, lazyRouteComponent(identity, 'IdentityScreen')),
    customerPage(paths.address, lazyRouteComponent(address, 'AddressScreen')),
    customerPage(paths.ssn, lazyRouteComponent(numbers, 'SsnScreen')),
    customerPage(paths.aadhaar, lazyRouteComponent(numbers, 'AadhaarScreen')),
    customerPage(paths.pan, lazyRouteComponent(numbers, 'PanScreen')),
    customerPage(paths.taxId, lazyRouteComponent(taxId, 'TaxIdScreen')),
    customerPage(paths.bankAccount, lazyRouteComponent(bankAccount, 'BankAccountScreen')),
    customerPage(paths.business, lazyRouteComponent(business, 'BusinessScreen')),
    customerPage(paths.owners, lazyRouteComponent(owners, 'OwnersScreen')),
    customerPage(paths.controlPerson, lazyRouteComponent(controlPerson, 'ControlPersonScreen')),
    customerPage(paths.photoId, lazyRouteComponent(documents, 'PhotoIdScreen')),
    customerPage(paths.proofOfAddress, lazyRouteComponent(documents, 'ProofOfAddressScreen')),
    customerPage(paths.registrationDocument, lazyRouteComponent(documents, 'RegistrationDocumentScreen')),
    customerPage(paths.consent, lazyRouteComponent(consent, 'ConsentScreen')),
    customerPage(paths.checkAnswers, lazyRouteComponent(checkAnswers, 'CheckAnswersScreen')),
    customerPage(paths.security, lazyRouteComponent(security, 'OwnSecurityScreen')),
    customerPage(paths.privacy, lazyRouteComponent(privacy, 'PrivacyScreen')),
    customerPage(paths.profile, lazyRouteComponent(profile, 'ProfileScreen')),
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
