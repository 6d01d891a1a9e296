import { AppUser, ApplicationEvent, type SqlEntityManager } from '@ostiary/db';
import { type TimelineEntry, type TimelineKind, timelineSentence, toldKind } from '@ostiary/domain/application';
import type { ApplicationId, Language, UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';

interface Happening {
  readonly applicationId: ApplicationId;
  readonly kind: TimelineKind;
  readonly actorId: UserId | null;
}

/** Adds a line that customer and staff may both read, to the caller's unit of work. */
export function addToTimeline(ctx: Pick<Context, 'em' | 'now'>, { applicationId, kind, actorId }: Happening): void {
  ctx.em.persist(ctx.em.create(ApplicationEvent, { id: uuidv7(), applicationId, kind, at: ctx.now, actorId }));
}

interface Reader {
  readonly reader: 'customer' | 'staff';
  readonly language: Language;
  /** Every line, not the newest hundred alone. */
  readonly isWhole?: boolean;
}

/** Newest first. Staff names are for staff; the customer reads what happened, not who. */
export async function readTimeline(
  em: SqlEntityManager,
  applicationId: ApplicationId,
  { reader, language, isWhole = false }: Reader,
): Promise<TimelineEntry[]> {
  const events = await em.find(
    ApplicationEvent,
    { applicationId },
    { orderBy: { at: 'desc', id: 'desc' }, ...(isWhole ? {} : { limit: 100 }) },
  );
  const ids = [...new Set(events.flatMap(({ actorId }) => (actorId == null ? [] : [actorId])))];
  const people = reader === 'staff' ? await em.find(AppUser, { id: { $in: ids } }) : [];
  const nameOf = (id: string | null | undefined) => {
    const person = people.find((one) => one.id === id);
    return person?.displayName ?? person?.username ?? null;
  };
  return events.map(({ id, kind, at, actorId }) => ({
    id,
    kind: reader === 'staff' ? kind : toldKind(kind),
    at: at.toISOString(),
    text: timelineSentence(kind, reader, language),
    by: nameOf(actorId),
  }));
}
