import { AppUser, LockMode, SavedView, UniqueConstraintViolationException } from '@ostiary/db';
import {
  MAX_VIEWS,
  QueueView,
  type SavedViewInput,
  type SavedViewItem,
  type SavedViewList,
} from '@ostiary/domain/review';
import { DomainError, invalidField } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit } from '../audit/audit.service.ts';

function present({ actor }: StaffContext, view: SavedView, owner: string): SavedViewItem[] {
  // A view that was kept before a filter changed is not shown in part: it would mean something else.
  const query = QueueView.safeParse(view.query);
  if (!query.success) return [];
  const { id, name, isShared, ownerId } = view;
  return [{ id, name, query: query.data, isShared, owner: { name: owner, isMe: ownerId === actor.id } }];
}

/** One's own views, then those that colleagues share; each by name. */
export async function listViews(ctx: StaffContext): Promise<z.infer<typeof SavedViewList>> {
  const rows = await ctx.em.find(SavedView, { $or: [{ ownerId: ctx.actor.id }, { isShared: true }] });
  const owners = await ctx.em.find(AppUser, { id: { $in: [...new Set(rows.map(({ ownerId }) => ownerId))] } });
  const names = new Map(owners.map((owner) => [owner.id, owner.displayName ?? owner.username]));
  const results = rows.flatMap((row) => present(ctx, row, names.get(row.ownerId) ?? ''));
  return {
    results: results.toSorted(
      (left, right) =>
        Number(right.owner.isMe) - Number(left.owner.isMe) ||
        left.name.localeCompare(right.name, 'en') ||
        left.id.localeCompare(right.id, 'en'),
    ),
  };
}

/** Only its owner changes a view. Throws `NOT_FOUND` for everyone else's. */
async function getOwn({ em, actor }: StaffContext, id: string): Promise<SavedView> {
  const view = await em.findOne(SavedView, { id, ownerId: actor.id });
  if (!view) throw new DomainError('NOT_FOUND');
  return view;
}

async function addView(tx: StaffContext, { name, query, isShared }: SavedViewInput): Promise<SavedView> {
  if ((await tx.em.count(SavedView, { ownerId: tx.actor.id })) >= MAX_VIEWS)
    throw invalidField('name', 'TOO_MANY_VIEWS');
  const { now: createdAt, now: updatedAt, actor } = tx;
  const view = tx.em.create(SavedView, {
    id: uuidv7(),
    ownerId: actor.id,
    name,
    query,
    isShared,
    createdAt,
    updatedAt,
  });
  tx.em.persist(view);
  return view;
}

async function flushNamed({ em }: StaffContext): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) throw invalidField('name', 'NAME_TAKEN');
    throw error;
  }
}

/**
 * Keeps a view under a name that its owner has once, whatever the case. Throws `INVALID_INPUT` on `name` (`NAME_TAKEN`,
 * `TOO_MANY_VIEWS`), `NOT_FOUND` for a view that is not one's own.
 */
export async function saveView(ctx: StaffContext, input: SavedViewInput): Promise<SavedViewItem> {
  return inTransaction(ctx, async (tx) => {
    // One's own saves take turns: two at once would both be the fiftieth.
    await tx.em.execute('select from app_user where id = ? for no key update', [tx.actor.id]);
    const view = input.id === undefined ? await addView(tx, input) : await getOwn(tx, input.id);
    Object.assign(view, { name: input.name, query: input.query, isShared: input.isShared, updatedAt: tx.now });
    recordAudit(tx, {
      action: 'saved_view.saved',
      target: { type: 'saved_view', id: view.id },
      after: { isShared: input.isShared },
    });
    await flushNamed(tx);
    return { ...input, id: view.id, owner: { name: tx.actor.name, isMe: true } };
  });
}

/** Throws `NOT_FOUND` for a view that is not one's own. */
export async function removeView(ctx: StaffContext, { id }: { id: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const view = await tx.em.findOne(SavedView, { id, ownerId: tx.actor.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!view) throw new DomainError('NOT_FOUND');
    tx.em.remove(view);
    recordAudit(tx, { action: 'saved_view.removed', target: { type: 'saved_view', id } });
    await tx.em.flush();
  });
}
