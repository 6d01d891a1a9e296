import type { SqlEntityManager } from '@ostiary/db';
import { nodeHash } from '@ostiary/domain/crypto';
import { EMPTY_FRONTIER, growTree, type Subtree } from '@ostiary/domain/merkle';

/** What somebody who owns the database may do to it: triggers and foreign keys are off for this transaction. */
export interface Forger {
  readonly em: SqlEntityManager;
  /** Tree index of the record that the forgery is about. */
  readonly at: number;
  /** 0 to 1, the same in every run of the suite. */
  readonly random: () => number;
}

const EVENT = 'id = (select event_id from audit_seal where index = ?)';
const LEAF = `sha256('\\x00'::bytea || convert_to(canonical, 'UTF8'))`;
const CHANGE = `canonical = replace(canonical, '"page":', '"page":9')`;

async function run({ em }: Forger, statements: readonly (readonly [sql: string, ...params: unknown[]])[]) {
  for (const [sql, ...params] of statements) await em.execute(sql, params);
}

/** Makes kept subtrees that fit the leaves, as somebody would who knows how the tree is built. */
export async function rebuildTree(em: SqlEntityManager): Promise<void> {
  const rows = await em.execute<{ leaf: Buffer }[]>('select leaf from audit_seal order by index');
  const { completed } = growTree(
    nodeHash,
    EMPTY_FRONTIER,
    rows.map(({ leaf }) => leaf),
  );
  const hex = ({ level, index, hash }: Subtree) => ({ level, index, hash: Buffer.from(hash).toString('hex') });
  await em.execute('delete from audit_subtree');
  await em.execute(
    `insert into audit_subtree select level, index, decode(hash, 'hex')
     from jsonb_to_recordset(?::jsonb) t (level smallint, index bigint, hash text)`,
    [JSON.stringify(completed.map(hex))],
  );
}

/** Places on their way: beyond every other, so that none meets a neighbour. */
const AWAY = 1_000_000_000;

const shift = (by: number, from: number) =>
  [
    [`update audit_seal set index = index + ${AWAY} where index >= ?`, from],
    [`update audit_seal set index = index - ${AWAY} + ? where index >= ${AWAY}`, by],
  ] as const;

const INSERT_BEFORE = `
  insert into audit_event (id, xid, at, actor_role, action, target_type, target_id, request_id, ip, user_agent, canonical, leaf)
  select forged, xid, at, actor_role, action, target_type, target_id, request_id, ip, user_agent, text,
    sha256('\\x00'::bytea || convert_to(text, 'UTF8'))
  from (select e.*, (left(e.id::text, 24) || '000000000000')::uuid as forged,
    replace(e.canonical, e.id::text, left(e.id::text, 24) || '000000000000') as text
    from audit_event e where ${EVENT}) made returning id`;

async function insert(forger: Forger): Promise<void> {
  const { em, at, random } = forger;
  const [made] = await em.execute<{ id: string }[]>(INSERT_BEFORE, [at]);
  if (random() < 0.5) return;
  await run(forger, shift(1, at));
  await em.execute(
    'insert into audit_seal (index, event_id, xid, leaf) select ?, id, xid, leaf from audit_event where id = ?',
    [at, made?.id],
  );
  if (random() < 0.5) await rebuildTree(em);
}

async function remove(forger: Forger): Promise<void> {
  const { em, at, random } = forger;
  await run(forger, [[`delete from audit_event where ${EVENT}`, at]]);
  const way = random();
  if (way < 0.4) return;
  await run(forger, [['delete from audit_seal where index = ?', at]]);
  if (way < 0.6) return;
  await run(forger, shift(-1, at));
  if (way < 0.8) await rebuildTree(em);
}

async function modify(forger: Forger): Promise<void> {
  const { at, random } = forger;
  const ways = [
    `${CHANGE}`,
    `${CHANGE}, leaf = sha256('\\x00'::bytea || convert_to(replace(canonical, '"page":', '"page":9'), 'UTF8'))`,
    `action = 'document.opened'`,
    `at = at + interval '1 hour'`,
    `actor_role = 'AUDITOR'`,
    `leaf = sha256('other')`,
    `target_id = 'other'`,
    `user_agent = null`,
  ];
  await run(forger, [[`update audit_event set ${ways[Math.floor(random() * ways.length)]} where ${EVENT}`, at]]);
}

const CONTENT = ['at', 'canonical', 'leaf', 'target_id', 'request_id'] as const;

/** Two records change places: their contents, or their places in the tree. */
async function swap(forger: Forger): Promise<void> {
  const { at, random } = forger;
  const other = at + 1 + Math.floor(random() * 5);
  if (random() < 0.5)
    return run(forger, [
      [
        `update audit_event e set ${CONTENT.map((column) => `${column} = o.${column}`).join(', ')} from audit_event o
         where (e.id, o.id) in (select a.event_id, b.event_id from audit_seal a, audit_seal b
           where (a.index, b.index) in ((?::bigint, ?::bigint), (?::bigint, ?::bigint)))`,
        at,
        other,
        other,
        at,
      ],
    ]);
  await run(forger, [
    [`update audit_seal set index = index + ${AWAY} where index in (?, ?)`, at, other],
    [`update audit_seal set index = ?::bigint + ?::bigint - (index - ${AWAY}) where index >= ${AWAY}`, at, other],
  ]);
}

/** A few records in another order. */
async function reorder(forger: Forger): Promise<void> {
  const { em, at, random } = forger;
  const last = at + 3;
  await run(forger, [
    [`update audit_seal set index = index + ${AWAY} where index between ? and ?`, at, last],
    [`update audit_seal set index = index - ${AWAY} - 1 where index > ${AWAY} + ?::bigint`, at],
    [`update audit_seal set index = ? where index = ${AWAY} + ?::bigint`, last, at],
  ]);
  if (random() < 0.5) await rebuildTree(em);
}

const truncate = (forger: Forger) =>
  run(forger, [
    ['delete from audit_event where id in (select event_id from audit_seal where index >= ?)', forger.at],
    ['delete from audit_seal where index >= ?', forger.at],
    ['delete from audit_subtree where (index + 1) * (2 ^ level)::bigint > ?', forger.at],
    ['delete from audit_checkpoint_copy where size > ?', forger.at],
    ['delete from audit_checkpoint where size > ?', forger.at],
  ]);

/** An older copy of the database, in which the bank then went on. */
async function rollBack(forger: Forger): Promise<void> {
  const { em, at } = forger;
  const [{ size } = { size: 0 }] = await em.execute<{ size: number }[]>('select count(*)::int as size from audit_seal');
  await em.execute(
    'create temporary table later on commit drop as select e.*, s.index from audit_event e join audit_seal s on s.event_id = e.id',
  );
  await truncate(forger);
  await em.execute(
    `insert into audit_event (id, xid, at, actor_role, action, target_type, target_id, request_id, ip, user_agent, canonical, leaf)
     select id, xid, at, actor_role, action, target_type, target_id, request_id, ip, user_agent, c, sha256('\\x00'::bytea || convert_to(c, 'UTF8'))
     from (select *, replace(canonical, '"page":', '"page":8') as c from later where index >= ?) l`,
    [at],
  );
  await em.execute(
    'insert into audit_seal select l.index, e.id, e.xid, e.leaf from later l join audit_event e using (id) where l.index >= ? and l.index < ?',
    [at, size],
  );
  await rebuildTree(em);
}

/** Everything made anew around one changed record, but for what only the key can make. */
async function rewrite(forger: Forger): Promise<void> {
  const { em, at } = forger;
  await run(forger, [
    [`update audit_event set ${CHANGE} where ${EVENT}`, at],
    [`update audit_event set leaf = ${LEAF}`],
    ['update audit_seal s set leaf = e.leaf from audit_event e where e.id = s.event_id'],
    ['delete from audit_checkpoint_copy'],
    ['delete from audit_checkpoint'],
  ]);
  await rebuildTree(em);
}

export const FORGERIES = { modify, delete: remove, insert, reorder, swap, truncate, rollBack, rewrite } as const;
export type Forgery = keyof typeof FORGERIES;
