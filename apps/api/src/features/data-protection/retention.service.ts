import { AppUser, KycApplication, LockMode, type SqlEntityManager } from '@ostiary/db';
import { nextStatus } from '@ostiary/domain/application';
import { retentionCutoffs } from '@ostiary/domain/data-protection';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { touch } from '../requirements/case-file.service.ts';
import { eraseData } from './erase-data.ts';
import { removeErasedFiles } from './erase.service.ts';

const AT_ONCE = 500;
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
}

/** Files of refused and replaced documents; their rows stay, for the decisions that rest on them. */
async function removeRefusedFiles({ deps, em, before }: Aged): Promise<number> {
  const files = await em.execute<{ id: string; storage_key: string; status: string }[]>(
    `select d.id, d.storage_key, d.status from kyc_document d join customer c on c.id = d.customer_id
     where d.status in ('REJECTED', 'SUPERSEDED') and d.file_removed_at is null and d.updated_at < ? and ${NOT_HELD}
     order by d.updated_at limit ?`,
    [before, AT_ONCE],
  );
  for (const { id, storage_key: key, status } of files) {
    // The file first: a row that says "removed" must not be wrong.
    await deps.ports.documents.remove(key);
    await em.fork().transactional(async (tx) => {
      await tx.execute('update kyc_document set file_removed_at = ? where id = ?', [deps.clock(), id]);
      recordAudit(asSystem(tx, deps.clock()), {
        action: 'document.file-removed',
        target: { type: 'kyc_document', id },
        after: { reason: 'RETENTION', status },
      });
    });
  }
  return files.length;
}

/** An unfinished application that nobody touched, a draft counting as touch: closed, and the applicant told. */
async function closeOne(deps: Deps, id: ApplicationId): Promise<void> {
  await deps.orm.em.fork().transactional(async (em) => {
    const ctx = { ...asSystem(em, deps.clock()), deps };
    const application = await em.findOne(
      KycApplication,
      { id, status: 'INCOMPLETE' },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!application) return;
    application.status = nextStatus(application.status, 'abandon', 'system');
    touch(application, ctx.now);
    addToTimeline(ctx, { applicationId: id, kind: 'abandoned', actorId: null });
    recordAudit(ctx, {
      action: 'application.abandoned',
      target: { type: 'kyc_application', id },
      after: { status: application.status },
    });
    const user = await em.findOneOrFail(AppUser, { id: application.customerId });
    await notify(ctx, { user, template: 'application_closed' });
  });
}

const TOUCHED = `greatest(a.updated_at, (select max(s.draft_saved_at) from requirement_state s where s.application_id = a.id))`;

async function closeIncomplete({ deps, em, before }: Aged): Promise<number> {
  const rows = await em.execute<{ id: ApplicationId }[]>(
    `select a.id from kyc_application a where a.status = 'INCOMPLETE' and ${TOUCHED} < ? order by a.id limit ?`,
    [before, AT_ONCE],
  );
  for (const { id } of rows) await closeOne(deps, id);
  return rows.length;
}

/** People who never submitted, changed nothing and did not sign in. Confirmed accounts only: the others go after a day. */
async function eraseAbandoned({ deps, em, before }: Aged): Promise<number> {
  const rows = await em.execute<{ id: UserId }[]>(
    `select c.id from customer c join app_user u on u.id = c.id
     where c.erased_at is null and c.updated_at < ? and coalesce(u.last_login, u.created_at) < ? and ${NOT_HELD}
       and not exists (select from kyc_application a where a.customer_id = c.id
         and (a.submitted_at is not null or ${TOUCHED} >= ?))
     order by c.id limit ?`,
    [before, before, before, AT_ONCE],
  );
  for (const { id } of rows)
    await deps.orm.em.fork().transactional((tx) => eraseData(asSystem(tx, deps.clock()), id, 'RETENTION'));
  return rows.length;
}

/** Applies the rules of retention; each deletion is on record, and a legal hold keeps what it names. */
export async function applyRetention(deps: Deps): Promise<{ files: number; closed: number; erased: number }> {
  const em = deps.orm.em.fork();
  const { refusedBefore, incompleteBefore, abandonedBefore } = retentionCutoffs(rulesOf(deps), deps.clock());
  const files = await removeRefusedFiles({ deps, em, before: refusedBefore });
  const closed = await closeIncomplete({ deps, em, before: incompleteBefore });
  const erased = await eraseAbandoned({ deps, em, before: abandonedBefore });
  await removeErasedFiles(deps);
  return { files, closed, erased };
}

const lastDay = new WeakMap<object, string>();

/** Once a day of each process; a second process finds nothing left to do. Files of erased people are tried every minute. */
export async function keepRetention(deps: Deps): Promise<void> {
  const today = deps.clock().toISOString().slice(0, 10);
  if (lastDay.get(deps.orm) === today) {
    await removeErasedFiles(deps);
    return;
  }
  await applyRetention(deps);
  lastDay.set(deps.orm, today);
}
