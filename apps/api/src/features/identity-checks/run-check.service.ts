import { IdentityCheck, type SqlEntityManager } from '@ostiary/db';
import type { CheckAnswer, CheckSubjects } from '@ostiary/domain/identity-checks';
import type { CheckKind } from '@ostiary/domain/policy';
import { type ApplicationId, DomainError } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { openVault } from '../../vault.ts';
import { reportsStored } from '../data-protection/corruption.service.ts';
import { getFile } from '../requirements/case-file.service.ts';
import { readSubject, subjectHash } from './read-subject.ts';
import { settleCheck } from './settle-check.ts';

/** After this a try counts as lost, and one without an answer may be repeated. */
export const AGAIN_MS = 120_000;

/** Takes the check up; null where it is answered, or where another try is under way. */
async function claim(deps: Deps, em: SqlEntityManager, id: string): Promise<IdentityCheck | null> {
  const now = deps.clock();
  const [row] = await em.execute<{ id: string }[]>(
    // Whoever is tried again stays UNAVAILABLE meanwhile: the applicant was told once that they need not wait.
    `update identity_check set state = case state when 'QUEUED' then 'RUNNING' else state end,
       attempts = attempts + 1, tried_at = ?
     where id = ?::uuid
       and (state = 'QUEUED' or state in ('RUNNING', 'UNAVAILABLE') and (tried_at is null or tried_at <= ?))
     returning id`,
    [now, id, new Date(now.getTime() - AGAIN_MS)],
  );
  return row ? em.findOne(IdentityCheck, { id }, { refresh: true }) : null;
}

/** What the check is about, as long as that still stands in the file. */
async function subjectOf(deps: Deps, em: SqlEntityManager, check: IdentityCheck) {
  const file = await getFile(em, check.applicationId);
  try {
    const vault = await openVault({ deps, em, now: deps.clock() }, file.customer.id);
    const subject = readSubject(file, vault, check);
    const isSame = subject !== null && subjectHash(vault, check.kind, subject).equals(Buffer.from(check.subjectHash));
    return isSame ? subject : null;
  } catch (error) {
    // Erased, or their key does not open: there is nobody to ask about.
    if (error instanceof DomainError) return null;
    throw error;
  }
}

interface Question<Kind extends CheckKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly subject: CheckSubjects[Kind];
}

async function ask<Kind extends CheckKind>(
  { ports, log }: Deps,
  { id, kind, subject }: Question<Kind>,
): Promise<CheckAnswer | null> {
  try {
    return await ports.checks[kind].check(subject, { id, signal: new AbortController().signal });
  } catch (error) {
    // Only its name: a provider's message may repeat what it was asked.
    log.warn(
      { check: id, kind, failure: error instanceof Error ? error.name : 'unknown' },
      'identity check unanswered',
    );
    return null;
  }
}

/** One outside check, by its id: asked outside of any transaction. Doing it twice changes nothing. */
export async function runIdentityCheck(deps: Deps, id: string): Promise<void> {
  const em = deps.orm.em.fork();
  const check = await claim(deps, em, id);
  if (!check) return;
  const { kind, applicationId } = check;
  const subject = await subjectOf(deps, em, check);
  // The reader of `kind` made it: TypeScript cannot tie the two together over the union of kinds.
  const answer = subject && (await ask(deps, { id, kind, subject } as Question<typeof kind>));
  await settleCheck(deps, { id, applicationId, answer });
  await reportsStored(deps.orm);
}

/** Every check of an application that waits, now instead of by its job: for banks that are made up at once. */
export async function runChecksOf(deps: Deps, applicationId: ApplicationId): Promise<void> {
  const waiting = await deps.orm.em.fork().find(IdentityCheck, { applicationId, state: 'QUEUED' });
  for (const { id } of waiting) await runIdentityCheck(deps, id);
}
