import { Customer, KycApplication, type SqlEntityManager } from '@ostiary/db';
import { nextStatus } from '@ostiary/domain/application';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { asSystem, recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { tellStaff } from '../desk/tell.service.ts';
import { touch } from '../requirements/case-file.service.ts';

/** Each third lapse of one case is worth a look: somebody opens it and walks away. */
const LAPSES_WORTH_AN_ALERT = 3;

/** Who held the case whenever its lease ran out, the last of them first. */
const HOLDERS = `
  select (select s.actor_id from application_event s
    where s.application_id = p.application_id and s.kind = 'review_started' and s.at < p.at
    order by s.at desc, s.id desc limit 1) as id
  from application_event p where p.application_id = ? and p.kind = 'review_paused' and p.actor_id is null
  order by p.at desc, p.id desc limit ${LAPSES_WORTH_AN_ALERT}`;

/** Ends a lease: the case goes back to the queue where it was. */
export function giveBack(application: KycApplication, { event, now }: { event: 'release' | 'lapse'; now: Date }): void {
  application.status = nextStatus(application.status, event, 'system');
  application.claimedBy = null;
  application.claimedAt = null;
  application.leaseExpiresAt = null;
  if (event === 'lapse') application.leaseLapses += 1;
  touch(application, now);
}

interface Held {
  readonly condition: string;
  readonly params: unknown[];
  readonly whenLocked: '' | 'skip locked';
}

/** The cases under review that a condition names, their rows locked. */
export async function lockHeld(
  em: SqlEntityManager,
  { condition, params, whenLocked }: Held,
): Promise<KycApplication[]> {
  const rows = await em.execute<{ id: ApplicationId }[]>(
    `select id from kyc_application where status = 'IN_REVIEW' and ${condition} order by id for update ${whenLocked}`,
    params,
  );
  return em.find(KycApplication, { id: { $in: rows.map((row) => row.id) } }, { refresh: true });
}

interface Moment {
  readonly em: SqlEntityManager;
  readonly now: Date;
}

async function tellHolder(
  system: Moment,
  { id, customerId, leaseLapses }: KycApplication,
  holder: UserId,
): Promise<void> {
  const { customerNumber } = await system.em.findOneOrFail(Customer, { id: customerId });
  await tellStaff(system, {
    users: [holder],
    kind: 'LEASE_LAPSED',
    applicationId: id,
    facts: { customer: customerNumber },
    event: `lapse:${id}:${leaseLapses}`,
  });
}

/** About one person where it was the same each time. */
async function raise(system: ReturnType<typeof asSystem>, { id, leaseLapses }: KycApplication): Promise<void> {
  await system.em.flush();
  const holders = (await system.em.execute<{ id: UserId | null }[]>(HOLDERS, [id])).flatMap(
    (holder) => holder.id ?? [],
  );
  const [first = null, ...others] = new Set(holders);
  recordSecurityEvent(system, {
    eventType: 'SUSPICIOUS_ACTIVITY',
    severity: 'MEDIUM',
    userId: others.length === 0 ? first : null,
    description: `A case lapsed ${leaseLapses} times`,
    metadata: { applicationId: id, lapses: leaseLapses, holders },
  });
}

/** A lease that ran out: counted, told to who held it, on record, and each third time worth an alert. The caller holds the row's lock. */
export async function lapse({ em, now }: Moment, application: KycApplication): Promise<void> {
  const system = asSystem(em, now);
  const target = { type: 'kyc_application', id: application.id };
  const holder = application.claimedBy;
  giveBack(application, { event: 'lapse', now });
  addToTimeline(system, { applicationId: application.id, kind: 'review_paused', actorId: null });
  recordAudit(system, { action: 'case.lapsed', target, after: { lapses: application.leaseLapses } });
  if (holder != null) await tellHolder(system, application, holder);
  if (application.leaseLapses % LAPSES_WORTH_AN_ALERT === 0) await raise(system, application);
}

/** A decision that is on its way keeps its case. */
const LAPSED = `lease_expires_at <= ?
  and not exists (select from held_decision h where h.application_id = kyc_application.id)`;

/** Leases past their time go back to the queue. Runs before every *next* and once a minute. */
export async function lapseLeases(deps: Deps): Promise<number> {
  return deps.orm.em.fork().transactional(async (em) => {
    const now = deps.clock();
    const lapsed = await lockHeld(em, { condition: LAPSED, params: [now], whenLocked: 'skip locked' });
    for (const application of lapsed) await lapse({ em, now }, application);
    return lapsed.length;
  });
}
