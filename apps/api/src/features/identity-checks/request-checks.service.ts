import { IdentityCheck } from '@ostiary/db';
import { CHECKED_ROWS } from '@ostiary/domain/identity-checks';
import type { RequirementCode } from '@ostiary/domain/requirements';
import { v7 as uuidv7 } from 'uuid';
import type { Context, Deps } from '../../context.ts';
import { openVault } from '../../vault.ts';
import { type asSystem, recordAudit } from '../audit/audit.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { type Asked, readSubject, subjectHash } from './read-subject.ts';

type Requesting = (Context | ReturnType<typeof asSystem>) & { readonly deps: Deps };

/** The checks of the policy that look at this row's data. */
function askedOf({ application, policy, rows }: CaseFile, code: RequirementCode): Asked[] {
  if (application.status === 'WITHDRAWN' || application.status === 'REJECTED') return [];
  return policy.checks.flatMap((kind) =>
    CHECKED_ROWS[kind]
      .filter(({ requirement, needs }) => needs.includes(code) && rows.some((row) => row.code === requirement))
      .map(({ requirement }) => ({ kind, requirement })),
  );
}

interface Request extends Asked {
  readonly hash: Buffer;
}

const isWaiting = ({ state }: IdentityCheck) => state === 'QUEUED' || state === 'RUNNING';

/** Back in the queue, or new; an answer of before stands. */
function queued(ctx: Requesting, file: CaseFile, request: Request & { earlier: readonly IdentityCheck[] }) {
  const { kind, requirement, hash, earlier } = request;
  const [newest] = earlier;
  // Later than the one it takes the place of, however fast they follow one another.
  const requestedAt = new Date(Math.max(ctx.now.getTime(), (newest?.requestedAt.getTime() ?? 0) + 1));
  const same = earlier.find((check) => hash.equals(Buffer.from(check.subjectHash)));
  if (same) {
    same.requestedAt = requestedAt;
    if (same.state === 'UNAVAILABLE') Object.assign(same, { state: 'QUEUED', triedAt: null, finishedAt: null });
    return same;
  }
  const check = ctx.em.create(IdentityCheck, {
    id: uuidv7(),
    applicationId: file.application.id,
    kind,
    requirement,
    subjectHash: hash,
    provider: ctx.deps.ports.checks[kind].name,
    requestedAt,
  });
  ctx.em.persist(check);
  return check;
}

async function requestOne(ctx: Requesting, file: CaseFile, request: Request): Promise<CaseFile> {
  const { kind, requirement, hash } = request;
  const earlier = file.checks.filter((check) => check.kind === kind && check.requirement === requirement);
  const [newest] = earlier;
  if (newest && hash.equals(Buffer.from(newest.subjectHash))) return file;
  for (const check of earlier.filter(isWaiting)) Object.assign(check, { state: 'UNAVAILABLE', finishedAt: ctx.now });
  const check = queued(ctx, file, { ...request, earlier });
  if (isWaiting(check)) {
    await ctx.deps.jobs.send(ctx.em, 'check-identity', { id: check.id });
    recordAudit(ctx, {
      action: 'check.requested',
      target: { type: 'kyc_application', id: file.application.id },
      after: { check: check.id, kind, requirement, provider: check.provider },
    });
  }
  return { ...file, checks: [check, ...file.checks.filter((other) => other !== check)] };
}

/**
 * Asks for the outside checks that look at this row's data, in the caller's transaction, as far as the policy wants them
 * and their data is complete. Data that was asked about before is not asked about again; new data takes the place of
 * the old. The caller holds the application's row lock; the file that comes back knows the checks.
 */
export async function requestChecks(ctx: Requesting, file: CaseFile, code: RequirementCode): Promise<CaseFile> {
  const all = askedOf(file, code);
  if (all.length === 0) return file;
  const vault = await openVault(ctx, file.customer.id);
  let known = file;
  for (const asked of all) {
    const subject = readSubject(known, vault, asked);
    if (subject !== null)
      known = await requestOne(ctx, known, { ...asked, hash: subjectHash(vault, asked.kind, subject) });
  }
  return known;
}
