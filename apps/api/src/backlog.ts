import { JOB_SCHEMA, type MikroORM } from '@ostiary/db';
import { z } from 'zod';

const Backlog = z.strictObject({
  outboxWaiting: z.number(),
  outboxOldestSeconds: z.number(),
  outboxGivenUp: z.number(),
  sealBehindSeconds: z.number(),
  casesWaiting: z.number(),
  documentsUncheckedSeconds: z.number(),
  jobs: z.array(z.strictObject({ queue: z.string(), n: z.number() })),
});
export type Backlog = z.infer<typeof Backlog>;

const KEPT_MS = 5_000;
const PATIENCE_MS = 2_000;

// Each from an index of what waits, or from the newest rows: the size of the bank does not matter.
const READ = `
  select json_build_object(
    'outboxWaiting', (select count(*) from outbox_message where sent_at is null and given_up_at is null),
    'outboxOldestSeconds', (select coalesce(greatest(0, extract(epoch from bank_now() - min(created_at))), 0)
      from outbox_message where sent_at is null and given_up_at is null),
    'outboxGivenUp', (select count(*) from outbox_message where given_up_at > bank_now() - interval '1 day'),
    'sealBehindSeconds', coalesce(greatest(0, extract(epoch from bank_now() - (select e.at from audit_event e
      where (e.xid, e.id) > (coalesce((select xid from audit_seal order by index desc limit 1), '0'::xid8),
        coalesce((select event_id from audit_seal order by index desc limit 1), '00000000-0000-0000-0000-000000000000'::uuid))
      order by e.xid, e.id limit 1))), 0),
    'casesWaiting', (select coalesce(sum(n) filter (where tab = 'waiting'), 0)
      from (select tab, n from queue_count union all select tab, n from queue_change) counted),
    'documentsUncheckedSeconds', (select coalesce(greatest(0, extract(epoch from bank_now() - min(uploaded_at))), 0)
      from kyc_document where status = 'QUARANTINED' and file_removed_at is null),
    'jobs', (select coalesce(json_agg(json_build_object('queue', name, 'n', n)), '[]') from (
      select name, count(*) as n from ${JOB_SCHEMA}.job where state < 'active' and not blocked group by name) waiting)
  ) as backlog`;

async function read(orm: MikroORM): Promise<Backlog> {
  return orm.em.fork().transactional(async (em) => {
    await em.execute(`set local statement_timeout = ${PATIENCE_MS}`);
    const [row] = await em.execute<{ backlog: unknown }[]>(READ);
    return Backlog.parse(row?.backlog);
  });
}

/** What waits, as the database has it; null while it cannot be read within 2 s. Kept for 5 s, so that asking often costs nothing. */
export function createBacklog(orm: MikroORM): () => Promise<Backlog | null> {
  let kept: { readonly reading: Promise<Backlog | null>; readonly until: number } | undefined;
  return () => {
    if (!kept || kept.until <= performance.now())
      kept = { reading: read(orm).catch(() => null), until: performance.now() + KEPT_MS };
    return kept.reading;
  };
}
