// Searches a record of a million events and writes files of all of it: time of a page, time and memory of a file.
//   node bench/audit-search.ts [events = 1000000]
import { join } from 'node:path';
import { AppUser, AuditExport } from '@ostiary/db';
import { AuditAction } from '@ostiary/domain/audit';
import { readPage, type Wanted } from '../apps/api/src/features/audit-log/event-rows.ts';
import { runExport } from '../apps/api/src/features/audit-log/export-run.ts';
import { conditionsOf, type Narrowed } from '../apps/api/src/features/audit-log/narrowing.ts';
import { presentRows } from '../apps/api/src/features/audit-log/present.ts';
import { checkpointForExport } from '../apps/api/src/features/audit-seal/copy.service.ts';
import { localDocumentStore } from '../apps/api/src/ports/document-store.ts';
import { type AuditBank, say, withAuditBank } from './audit-bank.ts';

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const PAGE_LIMIT_MS = 500;
const LIMIT_MB = 256;
const AT_ONCE = 50_000;
const PAGES = 20;
const MB = 1024 * 1024;
const NOTHING: Narrowed = {
  people: null,
  actions: null,
  targetType: null,
  targets: null,
  from: null,
  to: null,
  ip: null,
  trail: null,
};

/** A year of a bank: every action, 20 000 people, 50 000 addresses, 100 000 cases. */
const FILL = `
  insert into audit_event (id, at, actor_id, actor_role, action, target_type, target_id, request_id, ip, user_agent, canonical, leaf)
  select id, at, actor, 'KYC_REVIEWER', action, 'kyc_application', target, 'request-' || n, address, 'a portal', canonical,
    sha256('\\x00'::bytea || convert_to(canonical, 'UTF8'))
  from (
    select n, uuidv7() as id, timestamptz '2026-01-01' + n * interval '31 seconds' as at,
      (array(select jsonb_array_elements_text(?::jsonb)))[1 + floor(power(random(), 3) * ?)] as action,
      md5('person' || (random() * 20000)::int)::uuid as actor, md5('case' || (random() * 100000)::int)::uuid::text as target,
      inet '10.0.0.0' + (random() * 50000)::int as address
    from generate_series(?::int, ?::int) n
  ) made cross join lateral (
    select format('{"action":"%s","actor":{"id":"%s","role":"KYC_REVIEWER"},"after":{"version":%s},"at":"%s","before":null,'
      || '"id":"%s","request":{"agent":"a portal","id":"request-%s","ip":"%s"},"target":{"id":"%s","type":"kyc_application"}}',
      action, actor, n, at, id, n, host(address), target) as canonical
  ) text`;

async function fill({ owner, ...bank }: AuditBank): Promise<void> {
  const begun = performance.now();
  for (let n = 1; n <= EVENTS; n += AT_ONCE) {
    const last = Math.min(n + AT_ONCE - 1, EVENTS);
    const names = JSON.stringify(AuditAction.options);
    await owner.em.fork().execute(FILL, [names, AuditAction.options.length, n, last]);
    await checkpointForExport(bank);
  }
  await owner.em.fork().execute('vacuum analyze');
  say(`${EVENTS} events written and sealed in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

/** The slowest of some pages, each where the one before ended. */
async function pages({ orm }: AuditBank, name: string, wanted: Omit<Wanted, 'order' | 'limit'>): Promise<number> {
  let cursor: string | undefined;
  const times: number[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    const em = orm.em.fork();
    const begun = performance.now();
    const found = await readPage(em, { ...wanted, cursor, order: 'newest', limit: 50 });
    await presentRows(em, found.rows);
    times.push(performance.now() - begun);
    if (found.next === null) break;
    cursor = found.next;
  }
  const slowest = Math.max(...times);
  say(
    `${name.padEnd(34)} ${String(times.length).padStart(2)} pages, slowest ${slowest.toFixed(0)} ms   limit ${PAGE_LIMIT_MS} ms`,
  );
  return slowest;
}

async function search(bank: AuditBank): Promise<boolean> {
  const [one] = await bank.orm.em
    .fork()
    .execute<{ actor_id: string; target_id: string }[]>('select actor_id, target_id from audit_event limit 1');
  const by = (narrowed: Partial<Narrowed>) => ({ parts: conditionsOf({ ...NOTHING, ...narrowed }) });
  const text = (sought: string) => ({ sql: 'e.canonical ilike ?', params: [`%${sought}%`] });
  const rare = AuditAction.options.at(-1) ?? '';
  const times = [
    await pages(bank, 'everything', by({})),
    await pages(bank, 'one person', by({ people: [one?.actor_id ?? ''] })),
    await pages(bank, 'one case', by({ targets: [one?.target_id ?? ''] })),
    await pages(bank, 'one action, often', by({ actions: ['session.started'] })),
    await pages(bank, 'one action, rarely', by({ actions: [rare] })),
    await pages(bank, 'thirty actions', by({ actions: AuditAction.options.slice(-30) })),
    await pages(bank, 'one address', by({ ip: '10.0.3.7' })),
    await pages(bank, 'one network', by({ ip: '10.0.3.0/24' })),
    await pages(bank, 'one month', by({ from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' })),
    await pages(bank, 'a text that is nowhere', { ...by({}), text: text('nowhere to be found') }),
    await pages(bank, 'a text that is often', { ...by({}), text: text('a portal') }),
  ];
  return times.every((time) => time <= PAGE_LIMIT_MS);
}

async function write(bank: AuditBank, format: 'CSV' | 'JSONL'): Promise<boolean> {
  const id = crypto.randomUUID();
  const [person] = await bank.orm.em.fork().find(AppUser, {}, { limit: 1 });
  const requestedBy = person?.id ?? '';
  await bank.owner.em
    .fork()
    .execute(
      `insert into audit_export (id, requested_by, requested_at, format, filter) values (?, ?, now(), ?, ?::jsonb)`,
      [id, requestedBy, format, JSON.stringify(NOTHING)],
    );
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  await runExport({ ...bank, ports: { exports: localDocumentStore(join(bank.env.DATA_DIR, 'exports')) } }, id);
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  const row = await bank.orm.em.fork().findOneOrFail(AuditExport, { id });
  const [seconds, grown] = [(performance.now() - begun) / 1000, (peak - before) / MB];
  say(
    `${format.padEnd(5)} ${row.state} ${row.rows} records, ${((row.sizeBytes ?? 0) / MB).toFixed(0)} MB in ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of this process   ` +
      `memory ${grown.toFixed(0)} MB more at most   limit ${LIMIT_MB} MB more`,
  );
  return row.state === 'READY' && row.rows >= EVENTS && grown <= LIMIT_MB;
}

/** Somebody whom a file can belong to. */
const PERSON = `do $$ begin perform set_config('ostiary.unattributed', 'a measurement', true);
  insert into app_user (id, username, email, created_at, updated_at)
  values (gen_random_uuid(), 'bench', 'bench@example.com', now(), now()); end $$`;

await withAuditBank(async (bank) => {
  await fill(bank);
  await bank.owner.em.fork().execute(PERSON);
  return [await search(bank), await write(bank, 'CSV'), await write(bank, 'JSONL')].every(Boolean);
});
