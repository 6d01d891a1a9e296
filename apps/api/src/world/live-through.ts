import { type AppUser, KnownDevice, KycApplication } from '@ostiary/db';
import { UploadFields } from '@ostiary/domain/kyc-documents';
import { shippedPolicy } from '@ostiary/domain/policy';
import { DraftCode, PutRequirementInput, type RequirementCode } from '@ostiary/domain/requirements';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import type { CustomerContext, Deps } from '../context.ts';
import { actAsCustomer, actAsStaff } from '../demo/acting.ts';
import { handIn } from '../demo/handing-in.ts';
import type { Paper } from '../demo/papers.ts';
import { findStaff } from '../demo/staff.ts';
import { confirmPhone, openReview, register } from '../demo/story.ts';
import { asDomainError } from '../failures.ts';
import { submitApplication, withdrawApplication } from '../features/application/application.service.ts';
import { asSystem, recordAudit } from '../features/audit/audit.service.ts';
import { runChecksOf } from '../features/identity-checks/run-check.service.ts';
import { saveDraft } from '../features/requirements/draft.service.ts';
import { putRequirement } from '../features/requirements/requirements.service.ts';
import { approveSecond } from '../features/review/decision.service.ts';
import { devicesOf } from './devices.ts';
import type { Draw } from './draw-paper.ts';
import { countryOf, isBusiness, type PaperPlan, type Person } from './person.ts';
import { expire } from './stand-ins.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const REVIEWERS = ['reviewer', 'admin', 'admin2'] as const;

export interface Living {
  readonly deps: Deps;
  /** The world's day, now. */
  readonly present: Date;
  readonly passwordHash: string;
  readonly draw: Draw;
}

interface Life extends Living {
  readonly person: Person;
  readonly user: AppUser;
  readonly id: ApplicationId;
  /** A minute later each time, from the beginning of the application. */
  readonly next: () => CustomerContext;
}

async function paperOf({ person, draw }: Pick<Life, 'person' | 'draw'>, plan: PaperPlan): Promise<Paper> {
  const { documentType, documentNumber, side, issuingCountry, issuedOn, expiresOn, fileName } = plan;
  const fields = { documentType, documentNumber, side, issuingCountry, issuedOn };
  return {
    fields: UploadFields.parse(expiresOn === null ? fields : { ...fields, expiresOn }),
    fileName,
    bytes: await draw(person, plan),
  };
}

/** The first steps are contacts, the others data and papers, in the policy's order. */
async function give(life: Life, code: RequirementCode): Promise<void> {
  const { person, next } = life;
  if (code === 'phone') await confirmPhone(next());
  const given = person.given.find((row) => row.code === code);
  if (given) await putRequirement(next(), PutRequirementInput.parse(given));
  for (const plan of person.papers.filter(({ requirement }) => requirement === code))
    await handIn(next(), await paperOf(life, plan));
}

/** The code that a row of the policy has for this person: its own, or its alternative's. */
const codesOf = ({ pack, given }: Person): RequirementCode[] =>
  shippedPolicy(pack).requirements.map((row) =>
    row.kind === 'data' && given.some(({ code }) => code === row.alternative)
      ? (row.alternative ?? row.code)
      : row.code,
  );

/** Somebody else's number: refused in neutral words, and noted for both. Throws where it was not refused. */
async function tryTaken(life: Life, taken: PaperPlan): Promise<void> {
  const paper = await paperOf(life, taken);
  const refusal = await handIn(life.next(), paper).then(
    () => null,
    (error: unknown) => asDomainError(error),
  );
  if (refusal?.code !== 'DOCUMENT_NUMBER_UNAVAILABLE')
    throw new Error(`${life.person.id} was not told that their document number is taken`, { cause: refusal });
}

/** Half a name: what was typed when they left. */
async function leaveDraft({ person, next }: Life): Promise<void> {
  const code = DraftCode.safeParse(person.expected.open[0]);
  if (code.data === 'identity')
    await saveDraft(next(), { code: code.data, fields: { firstName: person.firstName, lastName: person.lastName } });
  if (code.data === 'address') await saveDraft(next(), { code: code.data, fields: { line1: person.address.line1 } });
}

async function review({ deps, person, id, present, next }: Life) {
  const by = REVIEWERS[Number(person.id.slice(1)) % REVIEWERS.length] ?? 'reviewer';
  const staff = await findStaff(deps, by);
  const opened = person.state === 'IN_REVIEW' ? present.getTime() - 3 * MINUTE : next().now.getTime() + HOUR;
  const ago = (minutes: number) => new Date(opened + minutes * MINUTE);
  const other = await findStaff(deps, by === 'admin2' ? 'admin' : 'admin2');
  return { desk: await openReview(deps, { caseId: id, staff, ago }), other: actAsStaff(deps, other, ago(20)), ago };
}

async function decide(life: Life): Promise<void> {
  const { person, id, deps } = life;
  const { desk, other, ago } = await review(life);
  const { reason } = person.expected;
  const reasons = reason ? [{ code: reason.code, ...(reason.requirement && { requirement: reason.requirement }) }] : [];
  if (person.state === 'ACTION_REQUIRED') await desk.askAgain(reasons);
  if (person.state === 'REJECTED') await desk.reject(reasons);
  if (person.state === 'APPROVED' || person.state === 'EXPIRED') {
    const { status, version } = await desk.approve();
    // The rules may ask for a second person.
    if (status === 'PENDING_SECOND_APPROVAL') await approveSecond(other, { id, version, hold: 0 });
  }
  if (person.state === 'EXPIRED') await expire({ ...deps, clock: () => ago(60) }, id);
  if (person.state === 'PENDING_SECOND_APPROVAL') await desk.escalate();
}

/** Browsers that the person used before the world began. */
async function rememberDevices({ deps, present }: Living, person: Person, userId: UserId): Promise<void> {
  await deps.orm.em.fork().transactional(async (em) => {
    await em.insertMany(KnownDevice, devicesOf(person, userId, present));
    const target = { type: 'catalogue', id: null };
    recordAudit(asSystem(em, present), { action: 'world.loaded', target, after: { people: 1 } });
  });
}

async function begin(living: Living, person: Person): Promise<Life> {
  const { deps, present, passwordHash } = living;
  const start = present.getTime() - person.startedHoursAgo * HOUR;
  let minutes = 0;
  const { email, username, phoneNumber, language, pack } = person;
  const applicantKind = isBusiness(pack) ? ('business' as const) : ('individual' as const);
  const applicant = { email, username, phoneNumber, language, applicantKind };
  const registering = { deps, applicant, passwordHash, country: countryOf(pack) };
  const user = await register(registering, new Date(start), person.step !== 0);
  await rememberDevices(living, person, user.id);
  const { id } = await deps.orm.em.fork().findOneOrFail(KycApplication, { customerId: user.id });
  const next = () => actAsCustomer(deps, user, new Date(start + (minutes += 1) * MINUTE));
  return { ...living, person, user, id, next };
}

/** One person's application, from registering to its state, through the bank's own services. `taken` is tried first. */
export async function liveThrough(living: Living, person: Person, taken: PaperPlan | null): Promise<void> {
  const life = await begin(living, person);
  if (taken) await tryTaken(life, taken);
  for (const code of codesOf(person).slice(0, person.step ?? undefined)) await give(life, code);
  await runChecksOf(life.next().deps, life.id);
  if (person.state === 'INCOMPLETE') return leaveDraft(life);
  await submitApplication(life.next());
  if (person.state === 'WITHDRAWN') await withdrawApplication(life.next());
  if (person.state !== 'SUBMITTED' && person.state !== 'WITHDRAWN') await decide(life);
}
