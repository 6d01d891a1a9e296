import { applicationRouter } from './features/application/application.router.ts';
import { authRouter } from './features/auth/auth.router.ts';
import { documentsRouter } from './features/kyc-documents/kyc-documents.router.ts';
import { profileRouter, staffProfileRouter } from './features/profile/profile.router.ts';
import { contactsRouter, registrationRouter } from './features/registration/registration.router.ts';
import { requirementsRouter } from './features/requirements/requirements.router.ts';
import { reviewRouter } from './features/review/review.router.ts';
import { router } from './trpc.ts';

/** Everything the customer door offers. */
export const publicRouter = router({
  auth: authRouter,
  registration: registrationRouter,
  contacts: contactsRouter,
  profile: profileRouter,
  application: applicationRouter,
  requirements: requirementsRouter,
  documents: documentsRouter,
});

/** Everything the staff door offers. */
export const staffRouter = router({
  auth: authRouter,
  profile: staffProfileRouter,
  review: reviewRouter,
});

export type PublicRouter = typeof publicRouter;
export type StaffRouter = typeof staffRouter;
