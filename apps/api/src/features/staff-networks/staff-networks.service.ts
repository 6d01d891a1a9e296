import { AppUser, StaffNetwork } from '@ostiary/db';
import type { StaffNetworks, StaffNetworksView } from '@ostiary/domain/auth';
import { DomainError, type FieldProblem, fieldProblem } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { assertSeesAll } from '../access/scope.service.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { isOpenToAll } from './allow-list.ts';
import { networkMatcher, parseNetwork, type ParsedNetwork } from './network-list.ts';

interface Wanted extends ParsedNetwork {
  readonly note: string;
}

/** The saved networks with who added them, the ones that the configuration adds, and where the caller is now. */
export async function listStaffNetworks(ctx: StaffContext): Promise<StaffNetworksView> {
  const { fixed } = ctx.deps.allowList;
  const rows = await ctx.em.find(StaffNetwork, {}, { orderBy: { network: 'asc' } });
  const ids = rows.flatMap(({ createdBy }) => createdBy ?? []);
  const people = await ctx.em.find(AppUser, { id: { $in: ids } });
  const names = new Map(people.map((person) => [person.id, person.displayName ?? person.username]));
  return {
    networks: rows.map(({ network, note, createdBy, createdAt }) => ({
      network,
      note,
      addedBy: createdBy ? (names.get(createdBy) ?? null) : null,
      addedAt: createdAt.toISOString(),
    })),
    fixed: fixed.map(({ text }) => text),
    isOpenToAll: isOpenToAll(rows, fixed),
    ownAddress: ctx.request.address,
  };
}

function readNetworks({ networks }: StaffNetworks): Wanted[] {
  const wanted = new Map<string, Wanted>();
  const problems = networks.flatMap(({ network, note }, index): [string, FieldProblem[]][] => {
    const parsed = parseNetwork(network);
    if (typeof parsed === 'string') return [[`networks.${index}.network`, [fieldProblem(parsed)]]];
    if (wanted.has(parsed.text)) return [[`networks.${index}.network`, [fieldProblem('NETWORK_TWICE')]]];
    wanted.set(parsed.text, { ...parsed, note });
    return [];
  });
  if (problems.length > 0) throw new DomainError('INVALID_INPUT', { fields: Object.fromEntries(problems) });
  return [...wanted.values()];
}

/** With no network anywhere the door is open to everyone, so nobody is locked out. */
function refuseLockOut(ctx: StaffContext, wanted: readonly Wanted[]): void {
  const { fixed } = ctx.deps.allowList;
  if (isOpenToAll(wanted, fixed)) return;
  const matches = networkMatcher([...wanted, ...fixed]);
  if (!matches(ctx.request.address)) throw new DomainError('NETWORK_LOCKS_YOU_OUT');
}

const forRecord = (networks: readonly { text: string; note: string }[]) => ({
  networks: networks.map(({ text, note }) => ({ network: text, note })),
});

function record(tx: StaffContext, before: readonly { text: string; note: string }[], after: readonly Wanted[]): void {
  recordAudit(tx, {
    action: 'staff_network.changed',
    target: { type: 'staff_network', id: null },
    before: forRecord(before),
    after: forRecord(after),
  });
  recordSecurityEvent(tx, {
    eventType: 'SETTINGS_CHANGED',
    severity: 'MEDIUM',
    userId: tx.actor.id,
    description: 'The networks that may open the staff door were changed.',
  });
}

async function replace(tx: StaffContext, wanted: readonly Wanted[]): Promise<void> {
  // Two who save at the same time: the later list holds, never a mixture of both.
  await tx.em.execute('lock table staff_network in share row exclusive mode');
  const rows = await tx.em.find(StaffNetwork, {}, { orderBy: { network: 'asc' } });
  const saved = new Map(
    rows.map((row) => {
      const parsed = parseNetwork(row.network);
      return [typeof parsed === 'string' ? row.network : parsed.text, row] as const;
    }),
  );
  record(
    tx,
    Array.from(saved, ([text, { note }]) => ({ text, note })),
    wanted,
  );
  const kept = new Set(wanted.map(({ text }) => text));
  for (const [text, row] of saved) if (!kept.has(text)) tx.em.remove(row);
  for (const { text, note } of wanted) {
    const row = saved.get(text);
    if (row) row.note = note;
    else tx.em.persist(tx.em.create(StaffNetwork, { network: text, note, createdBy: tx.actor.id, createdAt: tx.now }));
  }
  await tx.em.flush();
}

/** Replaces the list. Refuses somebody who sees one branch alone, and a list that names a network wrongly or twice, or that locks out whoever saves it. */
export async function saveStaffNetworks(ctx: StaffContext, input: StaffNetworks): Promise<StaffNetworksView> {
  assertSeesAll(ctx);
  const wanted = readNetworks(input);
  refuseLockOut(ctx, wanted);
  const view = await inTransaction(ctx, async (tx) => {
    await replace(tx, wanted);
    return listStaffNetworks(tx);
  });
  ctx.deps.allowList.forget();
  return view;
}
