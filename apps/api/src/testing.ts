import type { StartRegistrationInput } from '@ostiary/domain/registration';
import { createPublicApp, createStaffApp } from './app.ts';
import { createClaimedApplication, createSubmittedApplication } from './testing/applications.ts';
import { publicCaller, staffCaller } from './testing/callers.ts';
import {
  createCustomer,
  createStaff,
  readCode,
  type SignedInCustomer,
  type SignedInStaff,
  type StaffRole,
} from './testing/people.ts';
import { runJobs } from './testing/run-jobs.ts';
import { openTestDeps, type TestChanges } from './testing/test-deps.ts';

export {
  ADDRESS,
  giveDocuments,
  giveEverything,
  IDENTITY,
  SSN,
  type SubmittedApplication,
  upload,
  type UploadFields,
} from './testing/applications.ts';
export { totpCode } from './testing/authenticator.ts';
export { publicCaller, staffCaller, testContext, type Visitor } from './testing/callers.ts';
export {
  freshEmail,
  freshPhone,
  type SignedInCustomer,
  type SignedInStaff,
  type StaffRole,
  TEST_PASSWORD,
  wholeSignIn,
} from './testing/people.ts';
export { samplePdf, samplePicture } from './testing/samples.ts';
export { giveOwn, submitOwn } from './testing/strangers.ts';

/** What random sequences of operations are drawn from: the same in each run, another by FC_SEED. */
export const drawSeed = (): number => Number(process.env.FC_SEED ?? 20_261_121);

/** How often a test of chance repeats: a few times in the suite, as often as `UPLOAD_ROUNDS` says from bench/upload-kills.ts. */
export const rounds = (usual: number): number => Number(process.env.UPLOAD_ROUNDS ?? usual);

/** How many people the keys of a rotation test protect: more from bench/rotation.ts. */
export const peopleCount = (usual: number): number => Number(process.env.ROTATION_PEOPLE ?? usual);

/** How many customers carry canaries: `CANARY_CUSTOMERS` for another number. */
export const canaryCount = (usual: number): number => Number(process.env.CANARY_CUSTOMERS ?? usual);

/** Deciders (or reviewers) and cases of a race: more from bench/decisions.ts and bench/reviewers.ts. */
export const raceSize = (people: number, cases: number) => ({
  people: Number(process.env.RACE_PEOPLE ?? people),
  cases: Number(process.env.RACE_CASES ?? cases),
});

/**
 * A bank of its own on a real database: both doors, signed-in callers, builders, and a clock that stands still until
 * `setNow`. Jobs wait until `runJobs`. Close it after the tests.
 */
export async function createTestBank(changes: TestChanges = {}) {
  const base = await openTestDeps(changes);
  const { deps } = base;
  const bank = { ...base, publicApp: createPublicApp(deps), staffApp: createStaffApp(deps) };
  const staff = new Map<StaffRole, Promise<SignedInStaff>>();
  return {
    ...bank,
    anonymous: { public: publicCaller(deps), staff: staffCaller(deps) },
    runJobs: () => runJobs(bank),
    /** The newest one-time code that an e-mail address or phone number got. */
    codeFor: (to: string) => readCode(bank, to),
    customer: (overrides?: Partial<StartRegistrationInput>) => createCustomer(bank, overrides),
    /** The bank's one reviewer, administrator or auditor; `newStaff` makes another. */
    staff(role: StaffRole): Promise<SignedInStaff> {
      const known = staff.get(role) ?? createStaff(bank, role);
      staff.set(role, known);
      return known;
    },
    newStaff: (role: StaffRole) => createStaff(bank, role),
    submittedApplication: (customer?: SignedInCustomer) => createSubmittedApplication(bank, customer),
    claimedApplication: (reviewer: SignedInStaff) => createClaimedApplication(bank, reviewer),
  };
}

export type TestBank = Awaited<ReturnType<typeof createTestBank>>;
