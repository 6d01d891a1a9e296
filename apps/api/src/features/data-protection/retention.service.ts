import { AppUser, KycApplication, LockMode, type SqlEntityManager } from '@ostiary/db';
import { nextStatus } from '@ostiary/domain/application';
import { retentionCutoffs } from '@ostiary/domain/data-protection';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { eraseData, lockSubject } from './erase-data.ts';
import { removeErasedFiles } from './erase.service.ts';
import { remindOfErasures } from './erasure-wish.service.ts';

const AT_ONCE = 500;
/** The rest of the minute's round waits for it: what is left is done a minute later. */
const BUDGET_MS = 10_000;
const NOT_HELD = 'not exists (select from legal_hold h where h.customer_id = c.id and h.lifted_at is null)';

const rulesOf = ({ env }: Deps) => ({
  refusedDocumentYears: env.RETENTION_REFUSED_YEARS,
  incompleteDays: env.RETENTION_INCOMPLETE_DAYS,
  abandonedDays: env.RETENTION_ABANDONED_DAYS,
});

interface Aged {
  readonly deps: Deps;
  readonly em: SqlEntityManager;
  readonly before: Date;
  /** By `performance.now()`: nothing new is begun after it. */
  readonly until: number;
}

const isLate = ({ until }: Aged) => performance.now() > until;

/** False where a hold was placed meanwhile: placing one waits for this lock on the customer, or is seen. */
async function markRemoved(ctx: ReturnType<typeof asSystem>, id: string, status: string): Promise<boolean> {
  await ctx.em.execute(
    'select from customer where id = (select customer_id from kyc_document where id = ?) for share',
    [id],
  );
  const marked = await ctx.em.execute<unknown[]>(
    `update kyc_document d set file_removed_at = ?, reading_encrypted = null from customer c
     where d.id = ? and c.id = d.customer_id and d.file_removed_at is null and ${NOT_HELD} returning d.id`,
    [ctx.now, id],
  );
  if (marked.length === 0) return false;
  recordAudit(ctx, {
    action: 'document.file-removed',
    target: { type: 'kyc_document', id },
    after: { reason: 'RETENTION', status },
  });
  return true;
}

/** Declined, or taken back: nobody became a customer by it. */
const ENDED = `a.status in ('REJECTED', 'WITHDRAWN') and a.updated_at < ?`;

/**
 * Files of documents that were refused or replaced, or whose application ended without a customer; their rows stay, for
 * the decisions that rest on them.
 */
async function removeRefusedFiles(aged: Aged): Promise<number> {
  const { deps, em, before } = aged;
  const files = await em.execute<{ id: string; storage_key: string; status: string }[]>(
    `select d.id, d.storage_key, d.status from kyc_document d join customer c on c.id = d.customer_id
     where d.file_removed_at is null and d.updated_at < ? and ${NOT_HELD} and (d.status in ('REJECTED', 'SUPERSEDED')
       or exists (select from kyc_application a where a.id = d.application_id and ${ENDED}))
     order by d.updated_at limit ?`,
    [before, before, AT_ONCE],
  );
  let removed = 0;
  for (const { id, storage_key: key, status } of files) {
    if (isLate(aged)) break;
    const isMarked = await em.fork().transactional((tx) => markRemoved(asSystem(tx, deps.clock()), id, status));
    if (!isMarked) continue;
    removed += 1;
    // The row came first: a file that is gone while its row wants it looks lost. What fails here the janitor removes.
    await deps.ports.documents
      .remove(key)
      .catch((error: unknown) => deps.log.warn({ err: error, documentId: id }, 'file past retention not removed yet'));
  }
  return removed;
}

const TOUCHED = `greatest(a.updated_at, (select max(s.draft_saved_at) from requirement_state s where s.application_id = a.id))`;
const IDLE = `a.status = 'INCOMPLETE' and ${TOUCHED} < ?`;

/** Closed, and the applicant told, unless they came back since the list was made. */
async function closeOne({ deps, before }: Aged, id: ApplicationId): Promise<boolean> {
  return deps.orm.em.fork().transactional(async (em) => {
    const ctx = { ...asSystem(em, deps.clock()), deps };
    const application = await em.findOneOrFail(KycApplication, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const idle = await em.execute<unknown[]>(`select from kyc_application a where a.id = ? and ${IDLE}`, [id, before]);
    if (idle.length === 0) return false;
    application.status = nextStatus(application.status, 'abandon', 'system');
    // No touch: the year until erasure counts from what the applicant did last.
    application.version += 1;
    addToTimeline(ctx, { applicationId: id, kind: 'abandoned', actorId: null });
    recordAudit(ctx, {
      action: 'application.abandoned',
      target: { type: 'kyc_application', id },
      after: { status: application.status },
    });
    const user = await em.findOneOrFail(AppUser, { id: application.customerId });
    await notify(ctx, { user, template: 'application_closed' });
    return true;
  });
}

/** Unfinished applications that nobody touched, a draft counting as touch. */
async function closeIncomplete(aged: Aged): Promise<number> {
  const rows = await aged.em.execute<{ id: ApplicationId }[]>(
    `select a.id from kyc_application a where ${IDLE} order by a.id limit ?`,
    [aged.before, AT_ONCE],
  );
  let closed = 0;
  for (const { id } of rows) if (!isLate(aged) && (await closeOne(aged, id))) closed += 1;
  return closed;
}

/**
 * People who changed nothing and did not sign in, and whose applications were never submitted or ended long ago. Confirmed
 * accounts only: the others go after a day.
 */
const ABANDONED = `select c.id from customer c join app_user u on u.id = c.id
  where c.erased_at is null and c.updated_at < ? and coalesce(u.last_login, u.created_at) < ? and ${NOT_HELD}
    and not exists (select from kyc_application a where a.customer_id = c.id
      and (a.submitted_at is not null and not (${ENDED}) or ${TOUCHED} >= ?))`;

interface Abandoned extends Aged {
  readonly endedBefore: Date;
}

const momentsOf = ({ before, endedBefore }: Abandoned) => [before, before, endedBefore, before];

/** False where they came back, or were put under a hold, since the list was made. */
async function eraseOne(aged: Abandoned, id: UserId): Promise<boolean> {
  const { deps } = aged;
  return deps.orm.em.fork().transactional(async (em) => {
    const tx = asSystem(em, deps.clock());
    await lockSubject(tx, id);
    const still = await em.execute<unknown[]>(`${ABANDONED} and c.id = ?`, [...momentsOf(aged), id]);
    if (still.length === 0) return false;
    await eraseData(tx, id, 'RETENTION');
    return true;
  });
}

async function eraseAbandoned(aged: Abandoned): Promise<number> {
  const params = [...momentsOf(aged), AT_ONCE];
  const rows = await aged.em.execute<{ id: UserId }[]>(`${ABANDONED} order by c.id limit ?`, params);
  let erased = 0;
  for (const { id } of rows) if (!isLate(aged) && (await eraseOne(aged, id))) erased += 1;
  return erased;
}

/** Applies the rules of retention for so long; each deletion is on record, and a legal hold keeps what it names. */
export async function applyRetention(
  deps: Deps,
  budgetMs = BUDGET_MS,
): Promise<{ files: number; closed: number; erased: number }> {
  const common = { deps, em: deps.orm.em.fork(), until: performance.now() + budgetMs };
  const { refusedBefore, incompleteBefore, abandonedBefore } = retentionCutoffs(rulesOf(deps), deps.clock());
  const files = await removeRefusedFiles({ ...common, before: refusedBefore });
  const closed = await closeIncomplete({ ...common, before: incompleteBefore });
  const erased = await eraseAbandoned({ ...common, before: abandonedBefore, endedBefore: refusedBefore });
  await remindOfErasures(deps);
  await removeErasedFiles(deps);
  return { files, closed, erased };
}

const lastDay = new WeakMap<object, string>();

/**
 * Once a day of each process, in as many minutes as it takes; a second process finds nothing left to do. Files of erased
 * people are tried every minute.
 */
export async function keepRetention(deps: Deps, budgetMs = BUDGET_MS): Promise<void> {
  const today = deps.clock().toISOString().slice(0, 10);
  if (lastDay.get(deps.orm) === today) {
    await removeErasedFiles(deps);
    return;
  }
  const begunAt = performance.now();
  const { files, closed, erased } = await applyRetention(deps, budgetMs);
  const isWhole = performance.now() - begunAt < budgetMs && Math.max(files, closed, erased) < AT_ONCE;
  if (isWhole) lastDay.set(deps.orm, today);
}
