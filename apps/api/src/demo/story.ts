import { AppUser, KycApplication } from '@ostiary/db';
import { checkPhone } from '@ostiary/domain/phone';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { CaseView, ReasonCode } from '@ostiary/domain/review';
import { DomainError } from '@ostiary/domain/shared';
import type { Deps } from '../context.ts';
import { submitApplication, withdrawApplication } from '../features/application/application.service.ts';
import { runChecksOf } from '../features/identity-checks/run-check.service.ts';
import { claimAccount, type NewAccount } from '../features/registration/claim.ts';
import { confirmContact } from '../features/registration/confirm-contact.service.ts';
import { saveDraft } from '../features/requirements/draft.service.ts';
import { putRequirement } from '../features/requirements/requirements.service.ts';
import { approveCase, rejectCase, requestMore } from '../features/review/decision.service.ts';
import { judgeRequirement } from '../features/review/judgement.service.ts';
import { claimCase } from '../features/review/lease.service.ts';
import { inTransaction } from '../transaction.ts';
import { actAnonymously, actAsCustomer, actAsStaff } from './acting.ts';
import type { Applicant } from './applicants.ts';
import { handIn } from './handing-in.ts';
import type { Paper } from './papers.ts';
import { findStaff, type StaffName } from './staff.ts';

const HOUR = 3_600_000;
const A_MINUTE = 1 / 60;

interface Teller {
  readonly deps: Deps;
  readonly applicant: Applicant;
  /** The present; every step names how many hours before it happened. */
  readonly present: Date;
  readonly passwordHash: string;
}

interface Refusal {
  /** Left out where a final reason is about the whole application. */
  readonly requirement?: RequirementCode;
  readonly code: ReasonCode;
  readonly note?: string;
}

interface Registering {
  readonly deps: Deps;
  readonly applicant: Omit<NewAccount, 'password' | 'country'> & { readonly username: string };
  readonly passwordHash: string;
  readonly country?: string;
}

/** An account whose e-mail is confirmed, unless `isConfirmed` says otherwise; who signs in has the given password. */
export async function register(
  { deps, applicant, passwordHash, country = 'US' }: Registering,
  now: Date,
  isConfirmed = true,
): Promise<AppUser> {
  const phone = checkPhone(applicant.phoneNumber);
  if (!phone.ok) throw new DomainError('INVALID_INPUT');
  const { email, username, applicantKind = 'individual', language } = applicant;
  const account = { email, username, phoneNumber: phone.e164, password: '', country, applicantKind, language };
  return inTransaction(actAnonymously(deps, { door: 'customer', now }), async (tx) => {
    const claimed = await claimAccount(tx, account);
    if (isConfirmed) await confirmContact(tx, claimed, 'email');
    // In the transaction that records the account: a hash made once serves all who never sign in.
    claimed.passwordHash = passwordHash;
    return claimed;
  });
}

/** As if the code from the text message had been typed. */
export async function confirmPhone(ctx: ReturnType<typeof actAsCustomer>): Promise<void> {
  await inTransaction(ctx, async (tx) =>
    confirmContact(tx, await tx.em.findOneOrFail(AppUser, { id: ctx.actor.id }), 'phone'),
  );
}

/** What an applicant does, in the order it happened. Everything goes through the services of the bank itself. */
export async function beginStory(teller: Teller, startedAgo: number) {
  const { deps, applicant, present } = teller;
  const ago = (hours: number) => new Date(present.getTime() - hours * HOUR);
  const user = await register(teller, ago(startedAgo));
  const customer = (hours: number) => actAsCustomer(deps, user, ago(hours));
  const { id } = await deps.orm.em.fork().findOneOrFail(KycApplication, { customerId: user.id });
  const { firstName, lastName, dateOfBirth, address, ssn } = applicant;
  return {
    confirmPhone: (hours: number) => confirmPhone(customer(hours)),
    draftName: (hours: number) => saveDraft(customer(hours), { code: 'identity', fields: { firstName, lastName } }),
    async giveDetails(hours: number) {
      await putRequirement(customer(hours), { code: 'identity', firstName, lastName, dateOfBirth });
      await putRequirement(customer(hours - A_MINUTE), { code: 'address', ...address });
      await putRequirement(customer(hours - 2 * A_MINUTE), { code: 'ssn', ssn });
      await putRequirement(customer(hours - 3 * A_MINUTE), { code: 'consent', accepted: true });
      await runChecksOf(customer(hours - 4 * A_MINUTE).deps, id);
    },
    async send(hours: number, papers: readonly Paper[]) {
      for (const [index, paper] of papers.entries()) await handIn(customer(hours - index * A_MINUTE), paper);
      await runChecksOf(customer(hours - papers.length * A_MINUTE).deps, id);
    },
    submit: (hours: number) => submitApplication(customer(hours)),
    withdraw: (hours: number) => withdrawApplication(customer(hours)),
    review: async (hours: number, by: StaffName) =>
      openReview(deps, {
        caseId: id,
        staff: await findStaff(deps, by),
        ago: (minutes) => ago(hours - minutes * A_MINUTE),
      }),
  };
}

export type Story = Awaited<ReturnType<typeof beginStory>>;

interface Reviewing {
  readonly caseId: CaseView['id'];
  readonly staff: Awaited<ReturnType<typeof findStaff>>;
  /** A moment so many minutes after the reviewer opened the case. */
  readonly ago: (minutes: number) => Date;
}

/** What a reviewer does once a case is theirs; decisions take a few minutes, well within the lease. */
export async function openReview(deps: Deps, { caseId, staff, ago }: Reviewing) {
  const reviewer = (minutes: number) => actAsStaff(deps, staff, ago(minutes));
  let { case: shown } = await claimCase(reviewer(0), caseId);
  const input = (reasons: readonly Refusal[] = []) => ({
    id: caseId,
    version: shown.version,
    reasons: [...reasons],
    hold: 0 as const,
  });
  return {
    async accept(requirements: readonly RequirementCode[]) {
      for (const requirement of requirements)
        shown = await judgeRequirement(reviewer(1), {
          id: caseId,
          version: shown.version,
          requirement,
          verdict: 'accept',
        });
    },
    /** A first approval that asks for a second. */
    escalate: () => approveCase(reviewer(6), { ...input(), acceptRemaining: true, escalate: true }),
    approve: () => approveCase(reviewer(6), { ...input(), acceptRemaining: true, escalate: false }),
    askAgain: (reasons: readonly Refusal[]) => requestMore(reviewer(5), input(reasons)),
    reject: (reasons: readonly Refusal[]) => rejectCase(reviewer(8), input(reasons)),
  };
}
