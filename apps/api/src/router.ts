import { featuresRouter } from './features/access/features.router.ts';
import { applicationRouter } from './features/application/application.router.ts';
import { auditRouter } from './features/audit-log/audit-log.router.ts';
import { authRouter } from './features/auth/auth.router.ts';
import { branchesRouter } from './features/branches/branches.router.ts';
import { customersRouter } from './features/customers/customers.router.ts';
import { privacyRouter } from './features/data-protection/data-protection.router.ts';
import { deskRouter } from './features/desk/desk.router.ts';
import { notificationsRouter } from './features/desk/notifications.router.ts';
import { fraudAlertsRouter } from './features/fraud-alerts/fraud-alerts.router.ts';
import { invitationsRouter } from './features/invitations/invitations.router.ts';
import { documentsRouter } from './features/kyc-documents/kyc-documents.router.ts';
import { activityRouter, staffActivityRouter } from './features/login-activity/login-activity.router.ts';
import { customerNotificationsRouter, preferencesRouter } from './features/notifications/notifications.router.ts';
import { passwordsRouter } from './features/passwords/passwords.router.ts';
import { peopleRouter } from './features/people/people.router.ts';
import { usersRouter } from './features/people/users.router.ts';
import { policiesRouter } from './features/policies/policies.router.ts';
import { profileRouter, staffProfileRouter } from './features/profile/profile.router.ts';
import { viewsRouter } from './features/queue-views/queue-views.router.ts';
import { recoveryRouter } from './features/recovery/recovery.router.ts';
import { contactsRouter, registrationRouter } from './features/registration/registration.router.ts';
import { reportsRouter } from './features/reports/reports.router.ts';
import { requirementsRouter } from './features/requirements/requirements.router.ts';
import { reviewRouter } from './features/review/review.router.ts';
import { riskRouter } from './features/risk/risk.router.ts';
import { secondFactorRouter } from './features/second-factor/second-factor.router.ts';
import { securityEventsRouter } from './features/security-events/security-events.router.ts';
import { sessionsRouter } from './features/sessions/sessions.router.ts';
import { staffNetworksRouter } from './features/staff-networks/staff-networks.router.ts';
import { router } from './trpc.ts';

/** What every signed-in person has, at either door. */
const identity = {
  auth: authRouter,
  password: passwordsRouter,
  recovery: recoveryRouter,
  secondFactor: secondFactorRouter,
  sessions: sessionsRouter,
  activity: activityRouter,
  preferences: preferencesRouter,
} as const;
const identityRouter = router(identity);

/** Everything the customer door offers. */
export const publicRouter = router({
  ...identity,
  registration: registrationRouter,
  contacts: contactsRouter,
  profile: profileRouter,
  application: applicationRouter,
  requirements: requirementsRouter,
  documents: documentsRouter,
  privacy: privacyRouter,
  notifications: customerNotificationsRouter,
});

/** Everything the staff door offers. */
export const staffRouter = router({
  ...identity,
  profile: staffProfileRouter,
  review: reviewRouter,
  views: viewsRouter,
  risk: riskRouter,
  customers: customersRouter,
  fraudAlerts: fraudAlertsRouter,
  securityEvents: securityEventsRouter,
  audit: auditRouter,
  loginActivity: staffActivityRouter,
  desk: deskRouter,
  notifications: notificationsRouter,
  staffNetworks: staffNetworksRouter,
  policies: policiesRouter,
  people: peopleRouter,
  users: usersRouter,
  invitations: invitationsRouter,
  branches: branchesRouter,
  features: featuresRouter,
  reports: reportsRouter,
});

export type IdentityRouter = typeof identityRouter;
export type PublicRouter = typeof publicRouter;
export type StaffRouter = typeof staffRouter;
